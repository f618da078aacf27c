"""Addresses that a library reads from the environment: ours by their names, unless the default is somebody else's."""

import httpx
from decouple import config
from environs import Env

env = Env()


def depots() -> httpx.Response:
    return httpx.get(env.str("DEPOT_URL") + "/depots")  # want: request-id


def stations() -> httpx.Response:
    return httpx.get(config("STATION_URL") + "/stations")  # want: request-id


def tariffs() -> httpx.Response:
    return httpx.get(config("TARIFF_URL", default="https://tariffs.example.com") + "/tariffs")


def charges() -> httpx.Response:
    return httpx.get(env("STRIPE_API_URL") + "/charges")
