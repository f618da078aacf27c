"""Settings of the backend, read from the environment once at start."""

from functools import lru_cache

from pydantic import field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Upper-case fields are the environment variables of the same name."""

    model_config = SettingsConfigDict(env_file=".env", case_sensitive=True, extra="ignore")

    PRODUCT_ID: str
    PLATFORM_SERVICE_URL: str = "http://localhost:4003"
    EXTRACTION_SERVICE_URL: str = "http://localhost:4005"
    CORS_ORIGINS: str = "http://localhost:3001"
    LOG_LEVEL: str = "INFO"

    OPENAI_API_KEY: str = ""
    OPENAI_BASE_URL: str = "https://api.openai.com/v1"

    AZURE_BLOB_ACCOUNT_NAME: str = ""
    AZURE_BLOB_ACCOUNT_KEY: str = ""

    @field_validator("LOG_LEVEL")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError(f"unknown log level {value!r}")
        return value

    @property
    def cors_origins(self) -> list[str]:
        return [origin.strip() for origin in self.CORS_ORIGINS.split(",") if origin.strip()]


@lru_cache
def get_settings() -> Settings:
    return Settings()


settings = get_settings()
