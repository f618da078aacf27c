"""P6: what derives of them."""

from .addressed_base import AddressedBase, PooledBase
from .tracing import current_request_id


class InheritedClient(AddressedBase):
    def items(self) -> dict:
        return self.get("/items")


class OwnClient(AddressedBase):
    def __init__(self) -> None:
        super().__init__("http://catalog:8080")

    def items(self) -> dict:
        return self.get("/items")


class SendingClient(AddressedBase):
    def __init__(self) -> None:
        super().__init__("http://catalog:8080")

    def items(self) -> dict:
        return self.get("/items", {"x-request-id": current_request_id.get()})


class RatesClient(AddressedBase):
    def __init__(self) -> None:
        super().__init__("https://api.exchangerate.host")

    def today(self) -> dict:
        return self.get("/today")


class PooledItems(PooledBase):
    def __init__(self) -> None:
        super().__init__("http://catalog:8080")

    def items(self) -> dict:
        return self.http.get("/items").json()


class PooledSending(PooledBase):
    def __init__(self) -> None:
        super().__init__("http://catalog:8080")

    def items(self) -> dict:
        return self.http.get("/items", headers={"x-request-id": current_request_id.get()}).json()


class PooledMixed(PooledBase):
    """One of its two calls sends it: the other one is the finding, told where the object is made."""

    def items(self) -> dict:
        return self.http.get("/items", headers={"x-request-id": current_request_id.get()}).json()

    def prices(self) -> dict:
        return self.http.get("/prices").json()


class PooledRates(PooledBase):
    def __init__(self) -> None:
        super().__init__("https://api.exchangerate.host")

    def today(self) -> dict:
        return self.http.get("/today").json()
