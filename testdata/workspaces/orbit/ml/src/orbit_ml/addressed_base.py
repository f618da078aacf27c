"""P6: base classes that are given their address, by constructors of derived classes or by whoever makes an object."""

import httpx
import requests


class AddressedBase:
    def __init__(self, base_url: str) -> None:
        self.base_url = base_url

    def get(self, path: str, headers: dict[str, str] | None = None) -> dict:
        return requests.get(self.base_url + path, headers={"Accept": "application/json", **(headers or {})}).json()  # cause: request-id 2


class PooledBase:
    def __init__(self, base_url: str) -> None:
        self.http = httpx.Client(base_url=base_url, headers={"Accept": "application/json"})  # cause: request-id 2
