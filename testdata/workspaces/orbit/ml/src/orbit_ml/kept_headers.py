"""Headers that are put into other options first and changed after, and clients that are given more than headers."""

import httpx
import requests

from .settings import settings
from .tracing import Traced, new_id


def reserve(sku: str) -> None:
    headers: dict[str, str] = {}
    options = {"headers": headers, "timeout": 3}
    headers["x-request-id"] = new_id()
    requests.post(f"{settings.catalog_url}/items/{sku}/reserve", **options)  # unknown: request-id


def release(sku: str, extra: dict[str, str]) -> None:
    headers: dict[str, str] = {}
    options = dict(headers=headers)
    headers.update(extra)
    requests.post(f"{settings.catalog_url}/items/{sku}/release", **options)  # unknown: request-id


def count(sku: str) -> None:
    headers = {"accept": "application/json"}
    options = dict(headers=headers)
    requests.post(f"{settings.catalog_url}/items/{sku}/count", **options)  # want: request-id


signed = httpx.Client(base_url=settings.catalog_url, auth=Traced())  # unknown: request-id
named = httpx.Client(base_url=settings.catalog_url, auth=("orbit", "secret"))  # want: request-id

hooked = httpx.Client(base_url=settings.catalog_url)  # ok: request-id
hooked.event_hooks["request"] = [lambda r: r.headers.setdefault("x-request-id", new_id())]

replaced = httpx.Client(base_url=settings.catalog_url)  # ok: request-id; want: request-id-once
replaced.headers = {"x-request-id": new_id()}


def stock() -> list:
    return [signed.get("/stock"), named.get("/stock"), hooked.get("/stock"), replaced.get("/stock")]
