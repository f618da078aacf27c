"""Trap: log records shaped like requests, clients in comments, in strings and in a prompt.

>>> requests.get("http://localhost:7001/accounts")
"""

import logging

from orbit_ml.settings import settings

log = logging.getLogger(__name__)

# import requests
# accounts = requests.get(f"{settings.ledger_url}/accounts", headers={"Accept": "application/json"}).json()

PROMPT = """Write Python that lists the accounts. Use
httpx.AsyncClient(base_url="http://localhost:7001") and client.get("/accounts").
"""

SNIPPET = "requests.get('http://localhost:7001/accounts')"


def record(status: int) -> None:
    request = {"method": "GET", "url": f"{settings.ledger_url}/accounts", "headers": {"Accept": "application/json"}}
    log.info("called", extra={"request": request, "status": status, "headers": {"x-target-request-id": "1"}})


def curl(path: str) -> str:
    return f"curl -H 'Accept: application/json' {settings.ledger_url}{path}"
