"""What is given with single calls, what subclasses override, and names that only look like libraries."""

import os
from typing import Any
from urllib.parse import urljoin

import httpx
import requests

from .settings import settings
from .tracing import new_id

EDGE = os.getenv("EDGE_URL", "")


def charge(auth: Any) -> None:
    requests.post(f"{settings.ledger_url}/charges", auth=auth)  # unknown: request-id


def refund() -> None:
    requests.post(f"{settings.ledger_url}/refunds", auth=("user", "secret"))  # want: request-id


def edges() -> None:
    httpx.get(f"{EDGE}/edges")  # want: request-id


def joined() -> None:
    httpx.get(urljoin(settings.fleet_url, "/joined"))  # want: request-id


def shipped() -> None:
    headers = httpx.Headers({"x-request-id": new_id()})
    httpx.get(f"{settings.fleet_url}/shipped", headers=headers)  # ok: request-id


class Signed(requests.Session):
    def request(self, method: str, url: str, **kwargs: Any) -> requests.Response:
        return super().request(method, url, headers={"x-request-id": new_id()}, **kwargs)


class Quiet(httpx.Client):
    def close(self) -> None:
        super().close()


signed = Signed()
signed.get(f"{settings.ledger_url}/signed")  # unknown: request-id
quiet = Quiet(base_url=settings.fleet_url)  # want: request-id
mounted = httpx.Client(base_url=settings.fleet_url, mounts={"all://": None})  # unknown: request-id


def cached(requests: dict[str, str]) -> str | None:
    return requests.get(settings.fleet_url)


def scoped() -> str | None:
    httpx = {"a": "b"}
    return httpx.get(settings.fleet_url)


legacy = requests.session()  # want: request-id
legacy.get(f"{settings.fleet_url}/legacy")


def tagged() -> None:
    options: dict[str, Any] = {"timeout": 3}
    options.setdefault("headers", {})["x-request-id"] = new_id()
    requests.get(f"{settings.fleet_url}/tagged", **options)  # ok: request-id


def untagged() -> None:
    options: dict[str, Any] = {"timeout": 3}
    options.setdefault("headers", {}).update({"accept": "text/plain"})
    requests.get(f"{settings.fleet_url}/untagged", **options)  # want: request-id


def hooked() -> None:
    with httpx.Client(base_url=settings.fleet_url) as client:  # want: client-per-request; ok: request-id
        client.event_hooks = {"request": [_tag]}
        client.get("/hooked")


def _tag(request: httpx.Request) -> None:
    request.headers["x-request-id"] = new_id()
