"""The trace that a request belongs to."""

from contextvars import ContextVar
from uuid import uuid4

REQUEST_ID_HEADER = "X-Request-ID"

current_request_id: ContextVar[str] = ContextVar("current_request_id", default="")


def new_id() -> str:
    return str(uuid4())
