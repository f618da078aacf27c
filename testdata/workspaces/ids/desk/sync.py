"""Without a public prefix in the example file the variable has none; a second id is the same gap."""

import os

import httpx

CLOCK_URL = os.environ["CLOCK_URL"]  # ok: env-example
PRODUCT = "desk"


def sync(request_id: str):
    headers = {"x-request-id": request_id, "x-product-id": PRODUCT}  # want: env-example hardcoded-product-id
    return httpx.get(f"{CLOCK_URL}/sync", headers=headers)


def again(request_id: str):
    headers = {"x-request-id": request_id}
    headers["x-product-id"] = "desk"  # want: hardcoded-product-id
    return httpx.get(f"{CLOCK_URL}/again", headers=headers)


def passed_on(request_id: str, product: str):
    return httpx.get(f"{CLOCK_URL}/other", headers={"x-request-id": request_id, "x-product-id": product})
