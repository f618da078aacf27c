"""E7-E10: what Python reads itself."""

import os
from os import environ, getenv


class Store:
    ENV_ENDPOINT = "CLASS_DOCUMENTED"
    ENV_KEY = "CLASS_MISSING"

    def endpoint(self):
        return os.environ.get(self.ENV_ENDPOINT)  # ok: env-example

    def key(self):
        return os.environ.get(self.ENV_KEY)  # want: env-example


a = os.getenv("GET_DOCUMENTED", "x")  # ok: env-example
b = os.getenv(  # want: env-example
    "GET_MISSING",
    "x",
)
c = os.environ["DICT_DOCUMENTED"]  # ok: env-example
d = os.environ["DICT_MISSING"]  # want: env-example
e = os.environ.get("DICT_GET_MISSING")  # want: env-example
f = getenv("IMPORTED_MISSING")  # want: env-example
g = environ["IMPORTED_TOO_MISSING"]  # want: env-example
h = os.getenv("NESTED_DOCUMENTED", os.getenv("NESTED_MISSING", ""))  # ok: env-example; want: env-example

os.environ["WRITTEN"] = "1"
os.environ.setdefault("SET_DEFAULT", "1")
set_before = os.environ["SET_DEFAULT"], os.environ["WRITTEN"]  # unknown: env-example
del os.environ["DELETED"]
os.environ.pop("POPPED", None)

NAMES = {"a": "LOOP_DOCUMENTED", "b": "LOOP_MISSING"}  # ok: env-example; want: env-example


def load():
    return {k: os.getenv(name) for k, name in NAMES.items()}


def read_env(name, default=None):
    return os.environ.get(name, default)


i = read_env("WRAPPED_MISSING")  # want: env-example
j = os.environ["PATH"]
k = os.environ.get(key="KEYWORD_MISSING")  # want: env-example
required = [name for name in ["COMPREHENDED_MISSING"] if not os.getenv(name)]  # want: env-example
if "ASKED_FOR" in os.environ:
    print(j)
