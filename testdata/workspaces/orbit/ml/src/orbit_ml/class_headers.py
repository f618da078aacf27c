"""Attributes of classes that another file changes through the class, and one that it reads."""

import httpx

from .settings import settings


class Tagged:
    HEADERS = {"accept": "application/json"}

    def go(self) -> httpx.Response:
        return httpx.get(f"{settings.fleet_url}/class-tagged", headers=self.HEADERS)  # unknown: request-id


class Plain:
    HEADERS = {"accept": "application/json"}

    def go(self) -> httpx.Response:
        return httpx.get(f"{settings.fleet_url}/class-plain", headers=Plain.HEADERS)  # want: request-id
