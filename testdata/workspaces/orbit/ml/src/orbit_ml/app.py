"""The service: keeps the caller's request id, or starts a trace where none came in."""

from fastapi import FastAPI, Request

from .depends_factory import router
from .tracing import REQUEST_ID_HEADER, current_request_id, new_id

app = FastAPI()
app.include_router(router)


@app.middleware("http")
async def trace(request: Request, call_next):
    request_id = request.headers.get("x-request-id") or new_id()  # ok: request-id
    token = current_request_id.set(request_id)
    try:
        response = await call_next(request)
    finally:
        current_request_id.reset(token)
    response.headers[REQUEST_ID_HEADER] = request_id
    return response
