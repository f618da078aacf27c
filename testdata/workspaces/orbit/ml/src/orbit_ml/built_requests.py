"""Requests that are built first and changed before they are sent; methods that are used by other names."""

from functools import partial

import httpx

from .settings import settings
from .tracing import new_id

changed = httpx.Client(base_url=settings.fleet_url)  # unknown: request-id


def change() -> httpx.Response:
    request = changed.build_request("GET", "/changed")
    request.headers["x-request-id"] = new_id()
    return changed.send(request)


given = httpx.Client(base_url=settings.fleet_url)  # ok: request-id


def give() -> httpx.Response:
    return given.send(given.build_request("GET", "/given", headers={"x-request-id": new_id()}))


bare = httpx.Client(base_url=settings.fleet_url)  # unknown: request-id


def send_bare(request: httpx.Request) -> httpx.Response:
    return bare.send(request)


named = httpx.Client(base_url=settings.fleet_url)  # unknown: request-id
fetch = partial(named.get, headers={"x-request-id": "fixed"})

plain = httpx.Client(base_url=settings.fleet_url)  # want: request-id


def go() -> httpx.Response:
    return plain.get("/plain")
