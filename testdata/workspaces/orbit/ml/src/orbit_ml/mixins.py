"""Classes with a base that is not there: before the other base it may override, behind it it may not."""

import httpx
from tracing_mixins import Traced

from .settings import settings


class Before:
    def headers(self) -> dict[str, str]:
        return {"accept": "application/json"}

    def go(self) -> httpx.Response:
        return httpx.get(f"{settings.fleet_url}/before", headers=self.headers())  # unknown: request-id


class BeforeUse(Traced, Before):
    pass


class Behind:
    def headers(self) -> dict[str, str]:
        return {"accept": "application/json"}

    def go(self) -> httpx.Response:
        return httpx.get(f"{settings.fleet_url}/behind", headers=self.headers())  # want: request-id


class BehindUse(Behind, Traced):
    pass


def all_of_them() -> int:
    return BeforeUse().go().status_code + BehindUse().go().status_code
