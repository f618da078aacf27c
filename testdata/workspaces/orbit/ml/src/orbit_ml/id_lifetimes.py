"""How often an id is made: for each object of a class, or once for all of them."""

from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from .settings import settings


@dataclass
class Trace:
    id: str = field(default_factory=lambda: str(uuid4()))


def ping() -> httpx.Response:
    trace = Trace()
    return httpx.get(f"{settings.fleet_url}/ping", headers={"x-request-id": trace.id})  # ok: request-id


class Fixed:
    id = str(uuid4())


def pong() -> httpx.Response:
    fixed = Fixed()
    return httpx.get(f"{settings.fleet_url}/pong", headers={"x-request-id": fixed.id})  # ok: request-id; want: request-id-once


class Visit:
    def __init__(self) -> None:
        self.id = str(uuid4())

    def go(self) -> httpx.Response:
        return httpx.get(f"{settings.fleet_url}/visit", headers={"x-request-id": self.id})  # ok: request-id


def visit() -> int:
    return Visit().go().status_code


class Station:
    def __init__(self) -> None:
        self.id = str(uuid4())

    def go(self) -> httpx.Response:
        return httpx.get(f"{settings.fleet_url}/station", headers={"x-request-id": self.id})  # ok: request-id; want: request-id-once


station = Station()
