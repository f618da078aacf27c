"""P14: a transport of our own puts the header in."""

import logging

import httpx

from .settings import settings
from .tracing import REQUEST_ID_HEADER, current_request_id

log = logging.getLogger(__name__)


class TraceTransport(httpx.AsyncBaseTransport):
    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.headers[REQUEST_ID_HEADER] = current_request_id.get()
        return await self._inner.handle_async_request(request)


class LogTransport(httpx.AsyncHTTPTransport):
    """The twin: only logs."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        log.info("%s %s", request.method, request.url)
        return await super().handle_async_request(request)


ledger = httpx.AsyncClient(base_url=settings.ledger_url, transport=TraceTransport(httpx.AsyncHTTPTransport(retries=2)))  # ok: request-id
catalog = httpx.AsyncClient(base_url=settings.catalog_url, transport=LogTransport())  # unknown: request-id
fleet = httpx.AsyncClient(base_url=settings.fleet_url, transport=httpx.AsyncHTTPTransport(retries=2))  # want: request-id


async def accounts() -> list[dict]:
    return (await ledger.get("/accounts")).json()


async def items() -> list[dict]:
    return (await catalog.get("/items")).json()


async def vehicles() -> list[dict]:
    return (await fleet.get("/vehicles")).json()
