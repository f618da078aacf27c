"""Forecasts for the fleet."""

from .settings import settings

__all__ = ["settings"]
