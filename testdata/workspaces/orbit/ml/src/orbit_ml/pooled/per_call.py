"""C1: made for each call, each with its shared twin."""

import functools

import boto3
import redis
import requests
from azure.servicebus import ServiceBusClient
from fastapi import APIRouter, Depends
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

router = APIRouter()
WEATHER = "https://api.open-meteo.com/v1"


class Weather:
    """Built inside a handler: its session lives as long as the handler runs."""

    def __init__(self) -> None:
        self._session = requests.Session()  # want: client-per-request

    def now(self) -> dict:
        return self._session.get(f"{WEATHER}/now").json()


class SharedWeather:
    """The twin: one object for the process."""

    def __init__(self) -> None:
        self._session = requests.Session()  # ok: client-per-request

    def now(self) -> dict:
        return self._session.get(f"{WEATHER}/now").json()


shared = SharedWeather()


@router.get("/weather")
async def weather() -> dict:
    return {"now": await Weather().now(), "shared": shared.now()}


@router.get("/reports/{name}")
def report(name: str) -> bytes:
    s3 = boto3.client("s3")  # want: client-per-request
    return s3.get_object(Bucket="reports", Key=name)["Body"].read()


@functools.lru_cache(maxsize=1)
def _s3():
    return boto3.client("s3")  # ok: client-per-request


@router.get("/archive/{name}")
def archived(name: str) -> bytes:
    return _s3().get_object(Bucket="archive", Key=name)["Body"].read()


def _bus() -> ServiceBusClient:
    return ServiceBusClient.from_connection_string("Endpoint=sb://orbit")


def _client() -> redis.Redis:
    return redis.Redis(host="cache")  # want: client-per-request


@router.get("/counters/{name}")
def counter(name: str) -> int:
    client = _client()
    return int(client.get(name) or 0)


_counters: redis.Redis | None = None


def _shared_client() -> redis.Redis:
    global _counters
    if _counters is None:
        _counters = redis.Redis(host="cache")  # ok: client-per-request
    return _counters


@router.get("/shared-counters/{name}")
def shared_counter(name: str) -> int:
    return int(_shared_client().get(name) or 0)


def session_of_request():
    with requests.Session() as session:  # want: client-per-request
        yield session


@router.get("/forecast")
def forecast(session: requests.Session = Depends(session_of_request)) -> dict:
    return session.get(f"{WEATHER}/forecast").json()


@router.get("/totals")
def totals() -> list:
    engine = create_engine("postgresql://orbit@db/orbit")  # want: client-per-request
    with engine.connect() as connection:
        return list(connection.execute("select 1"))


@router.get("/scratch")
def scratch() -> list:
    """No pool: a file, and an engine that is told to pool nothing."""
    local = create_engine("sqlite:///scratch.db")
    alone = create_engine("postgresql://orbit@db/orbit", poolclass=NullPool)
    with local.connect() as a, alone.connect() as b:
        return [a.execute("select 1"), b.execute("select 1")]


@router.get("/plain")
def plain() -> dict:
    """A function of the module: nothing is made that could be shared here."""
    return requests.get(f"{WEATHER}/plain").json()
