"""P4: a method returns the headers."""

import requests

from .settings import settings
from .tracing import new_id


class ReportClient:
    def __init__(self, token: str) -> None:
        self._token = token

    def _build_headers(self) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self._token}"}
        headers["x-request-id"] = new_id()
        return headers

    def daily(self) -> dict:
        return requests.get(f"{settings.ledger_url}/reports/daily", headers=self._build_headers()).json()  # ok: request-id


class InvoiceClient:
    """The twin: two calls, one cause."""

    def __init__(self, token: str) -> None:
        self._token = token

    def _build_headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}  # cause: request-id 2

    def invoices(self) -> list[dict]:
        return requests.get(f"{settings.ledger_url}/invoices", headers=self._build_headers()).json()  # want: request-id

    def pay(self, invoice: str) -> None:
        requests.post(f"{settings.ledger_url}/invoices/{invoice}/pay", headers=self._build_headers())  # want: request-id
