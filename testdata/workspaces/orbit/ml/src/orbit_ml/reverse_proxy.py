"""P12: a reverse proxy hands on what came in. Whether an id was among it, only the request knows."""

import httpx
from fastapi import APIRouter, Request, Response

from .settings import settings
from .tracing import new_id

router = APIRouter()


@router.api_route("/catalog/{path:path}", methods=["GET", "POST"])
async def catalog(path: str, request: Request) -> Response:
    headers = dict(request.headers)
    headers.pop("host", None)
    answer = httpx.request(request.method, f"{settings.catalog_url}/{path}", headers=headers)  # unknown: request-id
    return Response(answer.content, status_code=answer.status_code)


@router.api_route("/ledger/{path:path}", methods=["GET", "POST"])
async def ledger(path: str, request: Request) -> Response:
    """The twin: sets it, whatever came in."""
    headers = {k: v for k, v in request.headers.items() if k != "host"}
    headers["x-request-id"] = new_id()
    answer = httpx.request(request.method, f"{settings.ledger_url}/{path}", headers=headers)  # ok: request-id
    return Response(answer.content, status_code=answer.status_code)


@router.get("/search")
async def search(request: Request) -> Response:
    """The twin: takes one header by name, and not the id."""
    headers = {"accept-language": request.headers.get("accept-language", "en")}
    answer = httpx.get(f"{settings.catalog_url}/search", headers=headers)  # want: request-id
    return Response(answer.content, status_code=answer.status_code)
