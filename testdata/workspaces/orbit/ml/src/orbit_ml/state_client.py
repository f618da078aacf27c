"""A client in the state of an application, which routes change; one beside it that nobody changes."""

import httpx
from fastapi import FastAPI

from .settings import settings

app = FastAPI()
app.state.fleet = httpx.AsyncClient(base_url=settings.fleet_url)  # unknown: request-id
app.state.maps = httpx.AsyncClient(base_url=settings.fleet_url)  # want: request-id


@app.get("/state")
async def state() -> int:
    fleet = await app.state.fleet.get("/vehicles")
    maps = await app.state.maps.get("/maps")
    return fleet.status_code + maps.status_code
