"""P3: a local dict of headers."""

import uuid

import httpx
import requests

from orbit_ml.settings import settings


def reserve(vehicle: str) -> dict:
    headers = {
        "Accept": "application/json",
        "X-Request-ID": str(uuid.uuid4()),
    }
    response = requests.post(f"{settings.fleet_url}/reservations", json={"vehicle": vehicle}, headers=headers)  # ok: request-id
    return response.json()


def release(vehicle: str, token: str | None = None) -> None:
    headers = {"Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    requests.delete(f"{settings.fleet_url}/reservations/{vehicle}", headers=headers)  # want: request-id


def position(vehicle: str, request_id: str | None = None) -> dict:
    headers = {}
    if request_id is not None:
        headers["x-request-id"] = request_id
    return httpx.get(f"{settings.fleet_url}/positions/{vehicle}", headers=headers).json()  # ok: request-id


def history(vehicle: str, **kwargs) -> list[dict]:
    """Called from nowhere; whatever is passed on is passed on."""
    return httpx.get(f"{settings.fleet_url}/history/{vehicle}", **kwargs).json()  # unknown: request-id
