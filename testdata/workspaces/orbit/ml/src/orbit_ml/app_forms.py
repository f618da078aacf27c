"""The id of a request is read first, and made where it is missing; a twin that makes none."""

from fastapi import Request

from .tracing import new_id


async def tested(request: Request, call_next):
    request_id = request.headers.get("x-request-id")
    if not request_id:  # ok: request-id
        request_id = new_id()
    response = await call_next(request)
    response.headers["x-request-id"] = request_id
    return response


async def chosen(request: Request, call_next):
    request_id = request.headers["x-request-id"] if "x-request-id" in request.headers else new_id()  # ok: request-id
    response = await call_next(request)
    response.headers["x-request-id"] = request_id
    return response


async def fixed(request: Request, call_next):
    request_id = request.headers.get("x-request-id")
    if not request_id:
        request_id = "none"
    response = await call_next(request)
    response.headers["x-request-id"] = request_id
    return response
