"""P17: the headers, and the URL, come out of a library's tuple."""

import httpx
import requests
from oauthlib.oauth2 import WebApplicationClient

from .settings import settings
from .tracing import new_id

oauth = WebApplicationClient("orbit")


def token(callback: str) -> dict:
    url, headers, body = oauth.prepare_token_request(f"{settings.ledger_url}/token", authorization_response=callback)
    return requests.post(url, headers=headers, data=body).json()  # unknown: request-id


def refresh(refresh_token: str) -> dict:
    """The twin: only the headers come from there; the address is ours."""
    _, headers, body = oauth.prepare_refresh_token_request(f"{settings.ledger_url}/token", refresh_token)
    return httpx.post(f"{settings.ledger_url}/token", headers=headers, data=body).json()  # unknown: request-id


def user(callback: str) -> dict:
    """The twin: the id is added to what came from there."""
    _, headers, _ = oauth.add_token(f"{settings.ledger_url}/me?{callback}")
    return httpx.get(f"{settings.ledger_url}/me", headers={**headers, "x-request-id": new_id()}).json()  # ok: request-id
