"""Recordings in Azure Blob Storage; kept on disk where no account is configured."""

from functools import lru_cache
from pathlib import Path

from azure.storage.blob import BlobServiceClient, ContentSettings

from src.config import settings

CONTAINER = "recordings"
LOCAL = Path("/tmp/lysnrai-recordings")


@lru_cache
def _service() -> BlobServiceClient | None:
    account = getattr(settings, "AZURE_BLOB_ACCOUNT_NAME", "")  # ok: settings-field
    key = getattr(settings, "AZURE_BLOB_ACCOUNT_KEY", "")  # ok: settings-field
    if not account or not key:
        return None
    return BlobServiceClient(f"https://{account}.blob.core.windows.net", credential=key)


def save_recording(session_id: str, audio: bytes) -> str:
    """Returns where the recording lies, as a blob name or a path."""
    name = f"{session_id}.webm"
    service = _service()
    if service is None:
        LOCAL.mkdir(parents=True, exist_ok=True)
        path = LOCAL / name
        path.write_bytes(audio)
        return str(path)

    blob = service.get_container_client(CONTAINER).get_blob_client(name)
    blob.upload_blob(audio, overwrite=True, content_settings=ContentSettings(content_type="audio/webm"))
    return name
