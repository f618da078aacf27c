"""P8: a factory with event hooks."""

import logging

import httpx

from .settings import settings
from .tracing import REQUEST_ID_HEADER, current_request_id

log = logging.getLogger(__name__)


class TraceConfig:
    header = REQUEST_ID_HEADER


cfg = TraceConfig()


async def add_id(request: httpx.Request) -> None:
    request.headers[cfg.header] = current_request_id.get()


async def note(request: httpx.Request) -> None:
    log.debug("%s %s", request.method, request.url)


def ledger_client() -> httpx.AsyncClient:
    kw = {"base_url": settings.ledger_url, "event_hooks": {"request": [note, add_id]}}
    return httpx.AsyncClient(**kw)  # ok: request-id


def catalog_client() -> httpx.AsyncClient:
    """The twin: its hook only logs."""
    kw = {"base_url": settings.catalog_url, "event_hooks": {"request": [note]}}
    return httpx.AsyncClient(**kw)  # want: request-id


def fleet_client(**kw) -> httpx.AsyncClient:
    """The twin: called from nowhere, so what `kw` brings is not known."""
    return httpx.AsyncClient(base_url=settings.fleet_url, **kw)  # unknown: request-id
