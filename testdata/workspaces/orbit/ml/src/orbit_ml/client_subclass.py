"""P13: subclasses of a client that override send() or __init__."""

import httpx

from .settings import settings
from .tracing import REQUEST_ID_HEADER as H
from .tracing import new_id


class TracedClient(httpx.Client):
    def send(self, request: httpx.Request, **kwargs) -> httpx.Response:
        request.headers[H] = new_id()
        return super().send(request, **kwargs)


class JobClient(httpx.Client):
    def __init__(self, request_id: str, **kwargs) -> None:
        super().__init__(base_url=settings.dispatch_url, **kwargs)
        self.headers[H] = request_id


class NamedClient(httpx.Client):
    """The twin: says who calls, not for which request."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        self.headers["User-Agent"] = "orbit-ml"


ledger = TracedClient(base_url=settings.ledger_url)  # ok: request-id
catalog = NamedClient(base_url=settings.catalog_url)  # want: request-id


def accounts() -> list[dict]:
    return ledger.get("/accounts").json()


def items() -> list[dict]:
    return catalog.get("/items").json()


def jobs(request_id: str) -> list[dict]:
    with JobClient(request_id, timeout=5) as client:  # want: client-per-request; ok: request-id
        return client.get("/jobs").json()
