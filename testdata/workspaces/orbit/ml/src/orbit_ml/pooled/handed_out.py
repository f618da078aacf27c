"""C4: clients that are made for callers, of which a migration answers no requests."""

import httpx


def open_once() -> httpx.Client:
    return httpx.Client()  # ok: client-per-request


def open_twice() -> httpx.Client:
    return httpx.Client()  # want: client-per-request "pools.py:"
