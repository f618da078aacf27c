"""Fields that code outside of the class changes, and one that it reads."""

import httpx

from .settings import settings
from .tracing import new_id


class Tagged:
    def __init__(self) -> None:
        self._headers = {"accept": "application/json"}

    def go(self) -> httpx.Response:
        return httpx.get(f"{settings.fleet_url}/tagged", headers=self._headers)  # unknown: request-id


def tagged() -> Tagged:
    client = Tagged()
    client._headers["x-request-id"] = new_id()
    return client


class Plain:
    def __init__(self) -> None:
        self._headers = {"accept": "application/json"}

    def go(self) -> httpx.Response:
        return httpx.get(f"{settings.fleet_url}/plain", headers=self._headers)  # want: request-id


def plain() -> str:
    client = Plain()
    return client._headers["accept"]
