"""decouple, environ and environs."""

import environ
from decouple import AutoConfig, config
from environs import Env

env = environ.Env(DEBUG=(bool, False))
other_env = Env()

a = config("DECOUPLE_MISSING", default="x", cast=str)  # want: env-example
b = env("ENVIRON_MISSING")  # want: env-example
c = env.str("ENVIRON_STR_MISSING", default="")  # want: env-example
d = other_env.int("ENVIRONS_MISSING", 3)  # want: env-example
e = env.db()
auto = AutoConfig(search_path="/etc")
h = auto("AUTO_MISSING", default="x")  # want: env-example

with other_env.prefixed("APP_"):
    f = other_env("PREFIXED")

store = {"a": 1}
g = store.get("NO_ENVIRONMENT")
