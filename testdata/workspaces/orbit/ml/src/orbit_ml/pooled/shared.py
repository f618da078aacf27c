"""C2: the other forms in which a client is shared."""

import functools
from contextlib import asynccontextmanager

import boto3
import httpx
import redis
from fastapi import FastAPI, Request
from pymongo import MongoClient

_by_region: dict[str, object] = {}


def queue(region: str):
    if region not in _by_region:
        _by_region[region] = boto3.client("sqs", region_name=region)  # ok: client-per-request
    return _by_region[region]


class Singleton(type):
    _made: dict[type, object] = {}

    def __call__(cls, *args):
        if cls not in cls._made:
            cls._made[cls] = super().__call__(*args)
        return cls._made[cls]


class Documents(metaclass=Singleton):
    def __init__(self) -> None:
        self.client = MongoClient("mongodb://docs")  # ok: client-per-request


class Cache:
    _only: "Cache | None" = None

    def __new__(cls) -> "Cache":
        if cls._only is None:
            cls._only = super().__new__(cls)
            cls._only.client = redis.Redis(host="cache")  # ok: client-per-request
        return cls._only


class Lazy:
    _client: redis.Redis | None = None

    @classmethod
    def opened(cls) -> redis.Redis:
        if cls._client is None:
            cls._client = redis.Redis(host="cache")  # ok: client-per-request
        return cls._client


class Held:
    @functools.cached_property
    def kept_cache(self) -> redis.Redis:
        return redis.Redis(host="cache")  # ok: client-per-request


held = Held()


def document(key: str) -> dict:
    return Documents().client.orbit.documents.find_one({"_id": key})


def cached(key: str) -> bytes:
    return Cache().client.get(key) or Lazy.opened().get(key)


@asynccontextmanager
async def lifespan(app: FastAPI):
    async with httpx.AsyncClient(base_url="https://api.open-meteo.com/v1") as client:  # ok: client-per-request
        app.state.weather = client
        yield


app = FastAPI(lifespan=lifespan)


class Traced:
    """Made for each request, around the client that all share."""

    def __init__(self, client: httpx.AsyncClient, trace: str) -> None:
        self._client = client
        self._trace = trace

    async def get(self, path: str) -> dict:
        return (await self._client.get(path, params={"trace": self._trace})).json()


async def current(request: Request) -> dict:
    return await Traced(request.app.state.weather, "t").get("/current")


async def tides(client: httpx.AsyncClient | None = None) -> dict:
    """Whoever wants to shares a client."""
    client = client or httpx.AsyncClient(base_url="https://api.open-meteo.com/v1")  # unknown: client-per-request
    return (await client.get("/tides")).json()


def stock(sku: str, pool: redis.Redis | None = None) -> int:
    if pool is None:
        pool = redis.Redis(host="cache")  # unknown: client-per-request
    return int(pool.get(sku) or 0)


class Either:
    """Somebody keeps one, somebody makes one for a call: which is meant, the class cannot know."""

    def __init__(self) -> None:
        self.client = redis.Redis(host="cache")  # unknown: client-per-request


kept = Either()


def once(key: str) -> bytes:
    return Either().client.get(key)
