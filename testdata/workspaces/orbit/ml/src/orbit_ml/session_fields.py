"""P2: a Session made in __init__, and headers kept in a field that another method adds the id to."""

from uuid import uuid4

import requests

from orbit_ml.settings import settings


class LedgerSession:
    def __init__(self, token: str) -> None:
        self.session = requests.Session()  # ok: request-id
        self.headers = {"Authorization": f"Bearer {token}"}

    def set_id(self) -> None:
        self.headers["X-Request-ID"] = str(uuid4())

    def accounts(self) -> list[dict]:
        self.set_id()
        return self.session.get(f"{settings.ledger_url}/accounts", headers=self.headers).json()

    def close_account(self, account_id: str) -> None:
        self.set_id()
        self.session.delete(f"{settings.ledger_url}/accounts/{account_id}", headers=self.headers)


class CatalogSession:
    """The twin: the method adds something else."""

    def __init__(self, token: str) -> None:
        self.session = requests.Session()  # want: request-id
        self.headers = {"Authorization": f"Bearer {token}"}

    def set_locale(self, locale: str) -> None:
        self.headers["Accept-Language"] = locale

    def items(self) -> list[dict]:
        return self.session.get(f"{settings.catalog_url}/items", headers=self.headers).json()

    def rename(self, sku: str, name: str) -> None:
        self.session.patch(f"{settings.catalog_url}/items/{sku}", json={"name": name}, headers=self.headers)


class FleetSession:
    """The twin: some of its calls send the id; the other is the finding."""

    def __init__(self) -> None:
        self.session = requests.Session()

    def vehicles(self) -> list[dict]:
        return self.session.get(f"{settings.fleet_url}/vehicles", headers={"x-request-id": str(uuid4())}).json()  # ok: request-id

    def drivers(self) -> list[dict]:
        return self.session.get(f"{settings.fleet_url}/drivers").json()  # want: request-id


class JobSession:
    """The twin: the session itself is given headers, for all its calls."""

    def __init__(self, request_id: str) -> None:
        self.session = requests.Session()  # ok: request-id
        self.session.headers.update({"x-request-id": request_id})

    def jobs(self) -> list[dict]:
        return self.session.get(f"{settings.dispatch_url}/jobs").json()
