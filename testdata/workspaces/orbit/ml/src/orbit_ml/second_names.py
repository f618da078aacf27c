"""P18: headers that are changed by a second name for them, and twins in which the second name is another object's."""

import httpx
import requests

from .settings import settings
from .tracing import new_id


def add_id(request: httpx.Request) -> None:
    headers = request.headers
    headers["x-request-id"] = new_id()


def copy_id(request: httpx.Request) -> None:
    headers = dict(request.headers)
    headers["x-request-id"] = new_id()


local = httpx.Client(base_url=settings.catalog_url, event_hooks={"request": [add_id]})  # ok: request-id
copied = httpx.Client(base_url=settings.catalog_url, event_hooks={"request": [copy_id]})  # want: request-id


def stored(sku: str) -> None:
    session = requests.Session()  # want: client-per-request
    h = session.headers
    h["x-request-id"] = new_id()
    session.get(f"{settings.catalog_url}/items/{sku}")  # unknown: request-id


def updated(sku: str) -> None:
    session = requests.Session()  # want: client-per-request
    h = session.headers
    h.update({"x-request-id": new_id()})
    session.get(f"{settings.catalog_url}/items/{sku}")  # unknown: request-id


class Stock:
    def __init__(self) -> None:
        self.session = requests.Session()

    def begin(self) -> None:
        h = self.session.headers
        h["x-request-id"] = new_id()

    def count(self, sku: str) -> None:
        self.session.get(f"{settings.catalog_url}/items/{sku}")  # unknown: request-id


def read(sku: str) -> str:
    """The twin: the name is only read."""
    session = requests.Session()  # want: request-id
    h = session.headers
    session.get(f"{settings.catalog_url}/items/{sku}")
    return h.get("user-agent")
