"""Trap, P16: a Request that is only prepared, to encode a body or build a URL. Nothing is sent."""

from requests import PreparedRequest, Request

from orbit_ml.settings import settings


def encode(fields: dict[str, str]) -> bytes:
    return Request("POST", f"{settings.ledger_url}/uploads", files=fields, headers={"Accept": "*/*"}).prepare().body


def search_url(query: str) -> str:
    prepared = PreparedRequest()
    prepared.prepare_url(f"{settings.catalog_url}/search", {"q": query})
    return prepared.url or ""
