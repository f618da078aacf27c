"""Trap: headers that come in, and headers of an answer; a list for CORS; a schema."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel, Field

router = APIRouter()


class TracedHeaders(BaseModel):
    request_id: str | None = Field(default=None, alias="x-request-id")


@router.get("/who")
async def who(request: Request, x_request_id: Annotated[str | None, Header()] = None) -> dict[str, str | None]:
    return {"id": x_request_id, "tenant": request.headers.get("x-tenant-id"), "seen": request.headers.get("x-request-id")}


@router.get("/echo")
async def echo(response: Response, trace: str | None = Header(None, alias="x-request-id")) -> dict[str, str]:
    response.headers["x-request-id"] = trace or ""
    response.headers["Cache-Control"] = "no-store"
    return {}


def allow_browsers(app) -> None:
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["http://localhost:3000"],
        allow_headers=["authorization", "x-request-id"],
        expose_headers=["x-request-id"],
    )
