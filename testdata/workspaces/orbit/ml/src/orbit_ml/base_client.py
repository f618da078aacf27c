"""P6: a base class with mandatory headers at class level; a subclass adds to them."""

import requests

from .settings import settings
from .tracing import current_request_id


class TracedBase:
    """Has no id itself; the only class that is used adds it."""

    MANDATORY = {"Accept": "application/json"}

    def get_headers(self, extra: dict[str, str] | None = None) -> dict[str, str]:
        return {**self.MANDATORY, **(extra or {})}


class LedgerClient(TracedBase):
    def get_headers(self, extra: dict[str, str] | None = None) -> dict[str, str]:
        headers = super().get_headers(extra)
        headers["x-request-id"] = current_request_id.get()
        return headers

    def accounts(self) -> list[dict]:
        return requests.get(f"{settings.ledger_url}/accounts", headers=self.get_headers()).json()  # ok: request-id


class PlainBase:
    """The twin: neither the mandatory headers nor the subclass know of an id."""

    MANDATORY = {"Accept": "application/json"}

    def get_headers(self, extra: dict[str, str] | None = None) -> dict[str, str]:
        return {**self.MANDATORY, **(extra or {})}  # cause: request-id 2


class CatalogClient(PlainBase):
    def items(self) -> list[dict]:
        return requests.get(f"{settings.catalog_url}/items", headers=self.get_headers()).json()  # want: request-id

    def prices(self) -> list[dict]:
        headers = self.get_headers({"Accept-Language": "en"})
        return requests.get(f"{settings.catalog_url}/prices", headers=headers).json()  # want: request-id
