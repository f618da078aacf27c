"""P15: a _headers() method that reads a context variable; the header's name stands in another module."""

import httpx

from . import tracing
from .settings import settings


class LedgerService:
    def __init__(self) -> None:
        self._http = httpx.AsyncClient(base_url=settings.ledger_url)  # ok: request-id

    def _headers(self) -> dict[str, str]:
        headers = {"Accept": "application/json"}
        if request_id := tracing.current_request_id.get():
            headers[tracing.REQUEST_ID_HEADER] = request_id
        return headers

    async def accounts(self) -> list[dict]:
        return (await self._http.get("/accounts", headers=self._headers())).json()

    async def freeze(self, account: str) -> None:
        await self._http.post(f"/accounts/{account}/freeze", headers=self._headers())


class CatalogService:
    """The twin: the context holds an id, which is not sent."""

    def __init__(self) -> None:
        self._http = httpx.AsyncClient(base_url=settings.catalog_url)  # want: request-id

    def _headers(self) -> dict[str, str]:
        tracing.current_request_id.get()
        return {"Accept": "application/json"}

    async def items(self) -> list[dict]:
        return (await self._http.get("/items", headers=self._headers())).json()

    async def retire(self, sku: str) -> None:
        await self._http.delete(f"/items/{sku}", headers=self._headers())
