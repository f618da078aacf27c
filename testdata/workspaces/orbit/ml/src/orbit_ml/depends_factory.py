"""P9: FastAPI's Depends makes a client for each request."""

from collections.abc import AsyncIterator

import httpx
from fastapi import APIRouter, Depends, Request

from .settings import settings

router = APIRouter()


async def create_traced_client(request: Request) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"x-request-id": request.state.request_id}
    async with httpx.AsyncClient(base_url=settings.fleet_url, headers=headers) as client:  # want: client-per-request; ok: request-id
        yield client


def create_async_client() -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=settings.catalog_url, timeout=5)  # want: request-id client-per-request


@router.get("/vehicles")
async def vehicles(client: httpx.AsyncClient = Depends(create_traced_client)) -> list[dict]:
    return (await client.get("/vehicles")).json()


@router.get("/items")
async def items(client: httpx.AsyncClient = Depends(create_async_client)) -> list[dict]:
    return (await client.get("/items")).json()
