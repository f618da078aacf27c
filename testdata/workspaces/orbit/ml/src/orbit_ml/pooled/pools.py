"""C4: what holds the connections is another object, which lives longer than the client, or no longer."""

import aiohttp
import httpx
import redis

from .handed_out import open_twice

_pool = redis.ConnectionPool(host="cache.internal")
_connector = aiohttp.TCPConnector(limit=10)
_transport = httpx.AsyncHTTPTransport(retries=1)


def read(key: str) -> bytes:
    return redis.Redis(connection_pool=_pool).get(key)  # ok: client-per-request


def read_anew(key: str) -> bytes:
    return redis.Redis(host="cache.internal").get(key)  # want: client-per-request


async def page(url: str) -> str:
    async with aiohttp.ClientSession(connector=_connector, connector_owner=False) as session:  # ok: client-per-request
        return await text(session, url)


async def page_anew(url: str) -> str:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=False)) as session:  # want: client-per-request
        return await text(session, url)


async def text(session: aiohttp.ClientSession, url: str) -> str:
    async with session.get(url) as answer:
        return await answer.text()


async def tiles(url: str) -> bytes:
    async with httpx.AsyncClient(transport=_transport) as client:  # ok: client-per-request
        return (await client.get(url)).content


async def tiles_anew(url: str) -> bytes:
    async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(retries=1)) as client:  # want: client-per-request
        return (await client.get(url)).content


async def tiles_by(url: str, options: dict) -> bytes:
    async with httpx.AsyncClient(**options) as client:  # unknown: client-per-request
        return (await client.get(url)).content


def ping(url: str) -> int:
    with open_twice() as client:
        return client.get(url).status_code
