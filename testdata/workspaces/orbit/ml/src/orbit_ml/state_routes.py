"""Changes the client that state_client.py keeps, through the request."""

from fastapi import APIRouter, Request

from .tracing import new_id

router = APIRouter()


@router.post("/vehicles")
async def vehicles(request: Request) -> None:
    request.app.state.fleet.headers["x-request-id"] = new_id()
