"""P11: aiohttp: a session for each call, or a lazy one on self with merged default headers."""

import aiohttp

from .settings import settings
from .tracing import REQUEST_ID_HEADER, new_id


async def accounts() -> list[dict]:
    async with aiohttp.ClientSession() as session:  # want: client-per-request; ok: request-id
        async with session.get(f"{settings.ledger_url}/accounts", headers={REQUEST_ID_HEADER: new_id()}) as response:
            return await response.json()


async def owners() -> list[dict]:
    async with aiohttp.ClientSession(headers={"Accept": "application/json"}) as session:  # want: request-id client-per-request
        async with session.get(f"{settings.ledger_url}/owners") as response:
            return await response.json()


class Fleet:
    """One session for all calls, made when first needed."""

    def __init__(self, default_headers: dict[str, str] | None = None) -> None:
        self._session: aiohttp.ClientSession | None = None
        self._headers = {"Accept": "application/json", **(default_headers or {})}

    async def _get_session(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(base_url=settings.fleet_url)  # ok: request-id
        return self._session

    async def vehicles(self) -> list[dict]:
        session = await self._get_session()
        async with session.get("/vehicles", headers={**self._headers, REQUEST_ID_HEADER: new_id()}) as response:
            return await response.json()


class Dispatch:
    """The twin: merges its defaults, which hold no id."""

    DEFAULTS = {"Accept": "application/json"}

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def _get_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(settings.dispatch_url)  # want: request-id
        return self._session

    async def jobs(self) -> list[dict]:
        session = await self._get_session()
        async with session.get("/jobs", headers={**self.DEFAULTS, "Accept-Language": "en"}) as response:
            return await response.json()
