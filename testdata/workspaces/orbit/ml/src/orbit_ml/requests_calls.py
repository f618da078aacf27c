"""P1: requests.get and post with a literal, a variable, or no headers at all."""

import requests

from orbit_ml import settings
from orbit_ml.tracing import REQUEST_ID_HEADER, new_id

JSON = {"Accept": "application/json"}  # cause: request-id 2


def accounts() -> list[dict]:
    response = requests.get(f"{settings.ledger_url}/accounts", headers={"x-request-id": new_id()}, timeout=5)  # ok: request-id
    return response.json()


def account(account_id: str) -> dict:
    return requests.get(f"{settings.ledger_url}/accounts/{account_id}", timeout=5).json()  # want: request-id


def items() -> list[dict]:
    return requests.get(settings.catalog_url + "/items", headers=JSON, timeout=5).json()  # want: request-id


def rename(sku: str, name: str) -> None:
    url = "{}/items/{}".format(settings.catalog_url, sku)
    requests.patch(url, json={"name": name}, headers=JSON, timeout=5).raise_for_status()  # want: request-id


def add(item: dict) -> None:
    traced = {**JSON, REQUEST_ID_HEADER: new_id()}
    requests.post(f"{settings.catalog_url}/items", json=item, headers=traced, timeout=5)  # ok: request-id


def retire(sku: str) -> None:
    traced = dict(JSON)
    traced.update({"X-Request-Id": new_id()})
    requests.request("DELETE", f"{settings.catalog_url}/items/{sku}", headers=traced, timeout=5)  # ok: request-id


def forecast(latitude: float, longitude: float) -> dict:
    """Somebody else's service, although its address is configured like ours."""
    params = {"latitude": latitude, "longitude": longitude}
    return requests.get(f"{settings.weather_url}/forecast", params=params, timeout=5).json()


def rates() -> dict:
    return requests.get("https://open.er-api.com/v6/latest/EUR", headers={"Accept": "application/json"}, timeout=5).json()


def probe(url: str, headers: dict[str, str] | None = None) -> int:
    """Called from nowhere in the workspace."""
    return requests.head(url, headers=headers, timeout=1).status_code  # unknown: request-id
