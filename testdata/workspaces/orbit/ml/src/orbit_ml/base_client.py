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


class CheckedBase:
    """The base calls; what it sends is what the class that is used makes of its method."""

    def get_headers(self) -> dict[str, str]:
        return {"Accept": "application/json"}

    def health(self) -> int:
        return requests.get(f"{settings.ledger_url}/health", headers=self.get_headers()).status_code  # ok: request-id


class TracedCheck(CheckedBase):
    def get_headers(self) -> dict[str, str]:
        return {**super().get_headers(), "x-request-id": current_request_id.get()}


class LabelledBase:
    """The twin: no class that derives from it knows of an id."""

    def get_headers(self) -> dict[str, str]:
        return {"Accept": "application/json"}

    def health(self) -> int:
        return requests.get(f"{settings.catalog_url}/health", headers=self.get_headers()).status_code  # want: request-id


class LabelledCheck(LabelledBase):
    def get_headers(self) -> dict[str, str]:
        return {**super().get_headers(), "x-label": "check"}


class UsedBase:
    """The other twin: it is used as it is, too."""

    def get_headers(self) -> dict[str, str]:
        return {"Accept": "application/json"}

    def health(self) -> int:
        return requests.get(f"{settings.ledger_url}/health", headers=self.get_headers()).status_code  # want: request-id


class TracedUse(UsedBase):
    def get_headers(self) -> dict[str, str]:
        return {**super().get_headers(), "x-request-id": current_request_id.get()}


CHECKS = [TracedCheck().health, LabelledCheck().health, UsedBase().health, TracedUse().health]
