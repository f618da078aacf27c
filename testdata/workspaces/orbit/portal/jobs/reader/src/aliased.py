# E18: the variables under another name. What else goes by that name is something else.
import os

variables = os.environ

a = variables["ALIASED_DOCUMENTED"]  # ok: env-example
b = variables["ALIASED_MISSING"]  # want: env-example
c = variables.get("ALIASED_GET_MISSING")  # want: env-example
d = variables.get("ALIASED_DEFAULT_MISSING", "x")  # want: env-example
variables["ALIASED_WRITTEN"] = "1"
del variables["ALIASED_REMOVED"]
variables.setdefault("ALIASED_DEFAULT", "1")
e = variables["ALIASED_WRITTEN"], variables["ALIASED_DEFAULT"]  # unknown: env-example
copied = os.environ.copy()
f = copied["ALIASED_COPY"]


def of_caller(variables: dict) -> str:
    return variables["ALIASED_MEMBER"]


def each(rows: list) -> None:
    for variables in rows:
        print(variables["ALIASED_ROW"])
