"""Clients of the platform's services."""

from .extraction_client import ExtractionClient
from .platform_client import PlatformClient, PlatformError

__all__ = ["ExtractionClient", "PlatformClient", "PlatformError"]
