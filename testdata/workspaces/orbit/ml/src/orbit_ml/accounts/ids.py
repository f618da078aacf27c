"""I4: values that another repository's configuration names; others are nobody's."""

import os

from pydantic import BaseModel


class Score(BaseModel):
    product_id: str = "orbit-cargo"  # want: hardcoded-product-id


def score(amount: float, product_id: str = "orbit-cargo") -> dict:  # want: hardcoded-product-id
    return {"productId": product_id, "amount": amount}


def scored(product_id: str | None = None) -> dict:
    return {"productId": product_id or "orbit-cargo"}  # want: hardcoded-product-id


def given(product_id: str) -> dict:
    headers = {"accept": "json"}
    headers["x-product-id"] = product_id
    return headers


os.environ["PRODUCT_ID"] = "orbit-cargo"
