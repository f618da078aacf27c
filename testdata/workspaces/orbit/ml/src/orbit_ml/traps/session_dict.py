"""Trap: get() and post() of things that are no HTTP clients, whatever their names."""

from orbit_ml.settings import settings

session: dict[str, str] = {}
client = {"base_url": "http://localhost:7001"}


def user() -> str | None:
    return session.get("user")


def base() -> str | None:
    return client.get("base_url")


class Board:
    def __init__(self) -> None:
        self.session = {"http://localhost:7001/accounts": "open"}

    def post(self, url: str, headers: dict[str, str]) -> None:
        self.session[url] = headers.get("Accept", "")

    def state(self) -> str | None:
        self.post(f"{settings.ledger_url}/accounts", headers={"Accept": "text/plain"})
        return self.session.get(f"{settings.ledger_url}/accounts")
