"""E11, E12: settings classes."""

import os
from enum import Enum
from typing import ClassVar

from pydantic import AliasChoices, BaseModel, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Level(str, Enum):
    LOW = "low"


class Mail(BaseModel):
    host: str = "localhost"


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    UPPER_DOCUMENTED: str  # ok: env-example
    UPPER_MISSING: str = "x"  # want: env-example
    lower_documented: str = ""  # ok: env-example
    lower_missing: int = 3  # want: env-example
    level_missing: Level = Level.LOW  # want: env-example
    aliased: str = Field("x", alias="ALIAS_DOCUMENTED")  # ok: env-example
    renamed: str = Field(default="x", validation_alias="ALIAS_MISSING")  # want: env-example
    either: str = Field("x", validation_alias=AliasChoices("ALIAS_DOCUMENTED", "OTHER_ALIAS"))
    from_other: str = os.getenv("DEFAULT_DOCUMENTED", "x")  # ok: env-example
    mail: Mail = Mail()
    counter: ClassVar[int] = 0
    _private: str = "x"

    @property
    def address(self) -> str:
        return self.lower_documented


class Common(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_")

    prefixed_documented: str = ""  # ok: env-example


class Worker(Common):
    prefixed_missing: str = ""  # want: env-example


class Loose(BaseSettings):
    model_config = SettingsConfigDict(extra="allow")

    UPPER_DOCUMENTED: str = ""  # ok: env-example


class Dynamic(BaseSettings):
    UPPER_DOCUMENTED: str = ""  # ok: env-example

    def __getattr__(self, name):
        return os.environ[name]


settings = Settings()
either_settings = Worker() if os.environ.get("CI") else Common()
worker_settings = Worker()
loose_settings = Loose()
dynamic_settings = Dynamic()
