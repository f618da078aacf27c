"""Fields that are set by names that are worked out, or changed through a property; twins that are not."""

from typing import Any

import httpx

from .settings import settings
from .tracing import new_id


class Filled:
    def __init__(self, **options: Any) -> None:
        self.headers = {"accept": "application/json"}
        for key, value in options.items():
            setattr(self, key, value)

    def go(self) -> httpx.Response:
        return httpx.get(f"{settings.fleet_url}/filled", headers=self.headers)  # unknown: request-id


class Named:
    def __init__(self, retries: int) -> None:
        self.headers = {"accept": "application/json"}
        setattr(self, "retries", retries)

    def go(self) -> httpx.Response:
        return httpx.get(f"{settings.fleet_url}/named", headers=self.headers)  # want: request-id


class Shown:
    def __init__(self) -> None:
        self._headers = {"accept": "application/json"}

    @property
    def headers(self) -> dict[str, str]:
        return self._headers

    def go(self) -> httpx.Response:
        return httpx.get(f"{settings.fleet_url}/shown", headers=self._headers)  # unknown: request-id


def begin() -> list[Any]:
    shown = Shown()
    shown.headers["x-request-id"] = new_id()
    return [Filled(headers={"x-request-id": new_id()}), Named(2), shown]
