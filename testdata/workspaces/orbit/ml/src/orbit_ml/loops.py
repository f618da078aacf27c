"""What a loop does to each of several objects; and one that only reads."""

import httpx

from .settings import settings
from .tracing import new_id

first = httpx.Client(base_url=settings.fleet_url)  # ok: request-id
second = httpx.Client(base_url=settings.fleet_url)  # want: request-id


def begin() -> None:
    for client in (first,):
        client.headers["x-request-id"] = new_id()
    for client in (second,):
        print(client.headers)


def both() -> int:
    return first.get("/first").status_code + second.get("/second").status_code


tagged = {"accept": "application/json"}
plain = {"accept": "application/json"}
for headers in (tagged,):
    headers.update({"x-request-id": new_id()})
for shown in (plain,):
    print(shown)


def third() -> httpx.Response:
    return httpx.get(f"{settings.fleet_url}/third", headers=tagged)  # unknown: request-id


def fourth() -> httpx.Response:
    return httpx.get(f"{settings.fleet_url}/fourth", headers=plain)  # want: request-id
