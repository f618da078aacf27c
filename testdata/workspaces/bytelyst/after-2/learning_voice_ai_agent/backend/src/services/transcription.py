"""Speech to text, by OpenAI; a plain request serves as fallback for long recordings."""

import asyncio

import httpx
import requests

from src.config import settings

# Bytes a second of the recordings our apps make: Opus at 24 kbit/s.
BYTES_PER_SECOND = 3_000
LONG_RECORDING = 20 * 1024 * 1024

_client = httpx.AsyncClient(
    base_url=settings.OPENAI_BASE_URL,
    headers={"Authorization": f"Bearer {settings.OPENAI_API_KEY}"},
    timeout=120,
)


def estimated_seconds(audio: bytes) -> float:
    return round(len(audio) / BYTES_PER_SECOND, 1)


def _transcribe_long(audio: bytes, name: str) -> str:
    response = requests.post(
        "https://api.openai.com/v1/audio/transcriptions",
        headers={"Authorization": f"Bearer {settings.OPENAI_API_KEY}"},
        files={"file": (name, audio)},
        data={"model": "whisper-1", "response_format": "text"},
        timeout=600,
    )
    response.raise_for_status()
    return response.text.strip()


async def transcribe(audio: bytes, name: str) -> str:
    """The text of a recording; raises httpx.HTTPStatusError or requests.HTTPError."""
    if len(audio) > LONG_RECORDING:
        return await asyncio.to_thread(_transcribe_long, audio, name)

    response = await _client.post(
        "/audio/transcriptions",
        files={"file": (name, audio)},
        data={"model": "whisper-1"},
    )
    response.raise_for_status()
    return response.json()["text"].strip()
