"""E11, E12: whether letters count is a setting of the class; the first version of pydantic had the base itself."""

import pydantic.v1
from pydantic import BaseSettings as Older
from pydantic_settings import BaseSettings, SettingsConfigDict


class Folded(BaseSettings):
    folded_name: str = ""  # ok: env-example


class Exact(BaseSettings):
    model_config = SettingsConfigDict(case_sensitive=True)

    exact_name: str = ""  # want: env-example
    EXACT_NAME: str = ""  # ok: env-example


class First(Older):
    older_documented: str = ""  # ok: env-example
    older_missing: str = ""  # want: env-example

    class Config:
        env_prefix = ""


class Kept(pydantic.v1.BaseSettings):
    kept_missing: str = ""  # want: env-example


first = First()
a = first.older_missing  # ok: settings-field
b = first.older_mising  # want: settings-field
