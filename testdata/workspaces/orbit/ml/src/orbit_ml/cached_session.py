"""P7: a cached factory of the session, and a call of the bound method that a function returns."""

import functools

import requests

from .settings import settings
from .tracing import new_id


@functools.cache
def _session() -> requests.Session:
    return requests.Session()


def _request_fn():
    return _session().request


def post_job(body: dict) -> dict:
    h = {"x-request-id": new_id()}
    return _request_fn()(method="post", url=f"{settings.dispatch_url}/jobs", json=body, headers=h).json()


def list_jobs() -> list[dict]:
    h = {"Accept": "application/json"}
    return _request_fn()(method="get", url=f"{settings.dispatch_url}/jobs", headers=h).json()


@functools.lru_cache(maxsize=1)
def _ledger() -> requests.Session:
    """The twin: the factory gives its session what all calls send."""
    session = requests.Session()  # want: request-id
    session.headers["Accept"] = "application/json"
    return session


def accounts() -> list[dict]:
    return _ledger().get(f"{settings.ledger_url}/accounts").json()
