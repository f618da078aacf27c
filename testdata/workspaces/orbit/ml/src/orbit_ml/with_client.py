"""P10: a client in a with statement."""

import httpx

from .settings import settings
from .tracing import new_id


class Catalog:
    async def items(self) -> list[dict]:
        async with httpx.AsyncClient(base_url=settings.catalog_url) as c:  # want: client-per-request; ok: request-id
            response = await c.get("/items", headers={"x-request-id": new_id()})
            return response.json()

    async def rename(self, sku: str, name: str) -> None:
        async with httpx.AsyncClient(timeout=5) as c:  # want: request-id client-per-request
            await c.patch(f"{settings.catalog_url}/items/{sku}", json={"name": name})

    def move(self, sku: str, shelf: str) -> None:
        with httpx.Client(base_url=settings.catalog_url) as c:  # want: client-per-request
            shelves = c.get("/shelves", headers={"x-request-id": new_id()}).json()  # ok: request-id
            if shelf in shelves:
                c.post(f"/items/{sku}/move", json={"shelf": shelf})  # want: request-id

    async def forecast(self) -> dict:
        async with httpx.AsyncClient(base_url=settings.weather_url) as c:  # want: client-per-request
            return (await c.get("/forecast")).json()
