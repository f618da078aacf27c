"""Configuration, read from the environment."""

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="ORBIT_")

    ledger_url: str = "http://localhost:7001"
    catalog_url: str = "http://localhost:7002"
    fleet_url: str
    dispatch_url: str = "http://dispatch.internal"
    weather_url: str = "https://api.open-meteo.com/v1"


settings = Settings()
