"""P5: a wrapper takes the headers and hands everything on as keywords. Its callers are judged."""

from typing import Any

import requests

from .settings import settings
from .tracing import new_id


def call(method: str, path: str, headers: dict[str, str] | None = None, body: Any = None) -> Any:
    kw: dict[str, Any] = {"method": method, "url": f"{settings.dispatch_url}{path}", "headers": headers, "timeout": 10}
    if body is not None:
        kw["json"] = body
    response = requests.request(**kw)
    response.raise_for_status()
    return response.json()


def jobs() -> list[dict]:
    return call("GET", "/jobs", headers={"x-request-id": new_id()})  # ok: request-id


def job(job_id: str) -> dict:
    return call("GET", f"/jobs/{job_id}")  # want: request-id


def create(body: dict) -> dict:
    return call("POST", "/jobs", {"Accept": "application/json"}, body)  # want: request-id


def quiet(method: str, path: str, headers: dict[str, str] | None = None) -> int:
    """The twin: nobody passes an id, so there is one finding, here."""
    kw = {"method": method, "url": f"{settings.catalog_url}{path}", "headers": headers}
    return requests.request(**kw).status_code  # want: request-id


def touch(sku: str) -> int:
    return quiet("POST", f"/items/{sku}/touch")


def drop(sku: str) -> int:
    return quiet("DELETE", f"/items/{sku}", headers={"If-Match": "*"})
