"""Client of the extraction service: names, dates and tasks in what was said."""

import asyncio
from typing import Any

import httpx

from src.config import settings

RETRYABLE = frozenset({429, 502, 503, 504})


class ExtractionClient:
    """Shares one connection pool; made once by the application, safe to use from many tasks."""

    def __init__(self, timeout: float = 60.0, attempts: int = 3) -> None:
        self._attempts = attempts
        self._client = httpx.AsyncClient(  # ok: request-id product-id
            base_url=settings.EXTRACTION_SERVICE_URL.rstrip("/"),
            timeout=timeout,
        )

    def _headers(self, request_id: str | None) -> dict[str, str]:
        headers = {
            "Accept": "application/json",
            "x-product-id": settings.PRODUCT_ID,
        }
        if request_id:
            headers["x-request-id"] = request_id
        return headers

    async def extract(
        self,
        text: str,
        *,
        locale: str | None = None,
        request_id: str | None = None,
    ) -> list[dict[str, Any]]:
        """Entities of the text, in the order in which they stand there."""
        body: dict[str, Any] = {"text": text}
        if locale:
            body["locale"] = locale

        response = await self._post("/api/v1/extract", body, request_id)
        return response.json()["entities"]

    async def _post(self, path: str, body: dict[str, Any], request_id: str | None) -> httpx.Response:
        for attempt in range(self._attempts):
            response = await self._client.post(path, json=body, headers=self._headers(request_id))
            if response.status_code not in RETRYABLE or attempt == self._attempts - 1:
                break
            await asyncio.sleep(0.25 * 2**attempt)
        response.raise_for_status()
        return response

    async def close(self) -> None:
        await self._client.aclose()
