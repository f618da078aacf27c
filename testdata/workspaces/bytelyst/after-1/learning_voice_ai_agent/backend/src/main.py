"""The voice agent's HTTP API."""

import logging
import uuid
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Header, HTTPException, Request, Response, UploadFile
from fastapi.middleware.cors import CORSMiddleware

from src.clients.extraction_client import ExtractionClient
from src.clients.platform_client import PlatformClient, PlatformError
from src.config import settings
from src.services import storage, transcription

logging.basicConfig(level=settings.LOG_LEVEL)
logger = logging.getLogger("lysnrai")

app = FastAPI(title="LysnrAI voice agent")
app.add_middleware(
    CORSMiddleware,
    allow_origins=settings.cors_origins,
    allow_methods=["GET", "POST"],
    allow_headers=["authorization", "content-type", "x-request-id", "x-product-id"],
    expose_headers=["x-request-id"],
)

platform = PlatformClient()
extraction = ExtractionClient()


@app.middleware("http")
async def trace(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Keeps the caller's request id, or starts a trace where none came in."""
    request_id = request.headers.get("x-request-id") or str(uuid.uuid4())  # ok: request-id
    request.state.request_id = request_id
    response = await call_next(request)
    response.headers["x-request-id"] = request_id
    logger.info("%s %s %s request_id=%s", request.method, request.url.path, response.status_code, request_id)
    return response


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/sessions/{session_id}/audio")
async def upload_audio(
    session_id: str,
    file: UploadFile,
    request: Request,
    authorization: str = Header(...),
) -> dict[str, object]:
    token = authorization.removeprefix("Bearer ")
    audio = await file.read()
    if not audio:
        raise HTTPException(status_code=422, detail="empty recording")

    blob = storage.save_recording(session_id, audio)
    text = await transcription.transcribe(audio, file.filename or "audio.webm")
    entities = await extraction.extract(text, request_id=request.state.request_id)

    try:
        await platform.track_usage(token, "transcription_seconds", transcription.estimated_seconds(audio))
    except PlatformError as err:
        logger.warning("usage not tracked: %s", err)

    return {"blob": blob, "text": text, "entities": entities}


@app.get("/plans")
async def plans(authorization: str = Header(...)) -> list[dict[str, object]]:
    return await platform.list_plans(authorization.removeprefix("Bearer "))
