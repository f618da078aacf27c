"""Client of the platform service: accounts, plans, usage and notifications."""

import logging
from typing import Any

import httpx

from src.config import settings

logger = logging.getLogger(__name__)

DEFAULT_TIMEOUT = 10.0

EDITABLE_FIELDS = {"displayName", "locale"}


class PlatformError(Exception):
    """The platform service could not be reached or answered with an error."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class PlatformClient:
    """Calls the platform service on behalf of a user, whose bearer token each method takes."""

    def __init__(self, timeout: float = DEFAULT_TIMEOUT) -> None:
        self._base_url = settings.PLATFORM_SERVICE_URL
        self._timeout = timeout

    async def _request(
        self,
        method: str,
        path: str,
        token: str,
        *,
        json: dict[str, Any] | None = None,
        params: dict[str, Any] | None = None,
    ) -> Any:
        headers = {
            "Accept": "application/json",
            "Authorization": f"Bearer {token}",
        }
        logger.debug("request %s", {"method": method, "url": path, "headers": {"accept": headers["Accept"]}})
        try:
            async with httpx.AsyncClient(base_url=self._base_url, timeout=self._timeout) as client:  # want: request-id product-id client-per-request
                response = await client.request(method, path, headers=headers, json=json, params=params)
        except httpx.HTTPError as err:
            raise PlatformError(f"{method} {path}: {err}") from err

        if response.status_code >= 400:
            raise PlatformError(f"{method} {path}: {response.text}", response.status_code)
        if response.status_code == 204:
            return None
        return response.json()

    async def get_user(self, token: str, user_id: str) -> dict[str, Any] | None:
        """None when there is no such user."""
        try:
            return await self._request("GET", f"/api/users/{user_id}", token)
        except PlatformError as err:
            if err.status == 404:
                return None
            raise

    async def list_plans(self, token: str) -> list[dict[str, Any]]:
        plans = await self._request("GET", "/api/billing/plans", token)
        return [plan for plan in plans if plan.get("active", True)]

    async def update_user(self, token: str, user_id: str, changes: dict[str, Any]) -> dict[str, Any]:
        """Raises ValueError where a field may not be changed by its user."""
        refused = set(changes) - EDITABLE_FIELDS
        if refused:
            raise ValueError(f"cannot change {', '.join(sorted(refused))}")
        return await self._request("PATCH", f"/api/users/{user_id}", token, json=changes)

    async def get_subscription(self, token: str) -> dict[str, Any] | None:
        return await self._request("GET", "/api/billing/subscription", token)

    async def track_usage(
        self,
        token: str,
        metric: str,
        amount: float,
        product_id: str = "lysnrai",  # want: hardcoded-product-id
    ) -> None:
        """Adds to a meter; what exceeds the plan is refused with 402."""
        # The service rounds to two digits as well; doing it here keeps our logs and its bills alike.
        body = {
            "productId": product_id,
            "metric": metric,
            "amount": round(amount, 2),
        }
        await self._request("POST", "/api/usage", token, json=body)

    async def list_notifications(
        self,
        token: str,
        unread_only: bool = True,
        product_id: str = "lysnrai",  # want: hardcoded-product-id
    ) -> list[dict[str, Any]]:
        """Newest first, at most fifty."""
        params = {"productId": product_id, "unread": unread_only, "limit": 50}
        page = await self._request("GET", "/api/notifications", token, params=params)
        return page["items"]

    async def mark_read(self, token: str, notification_id: str) -> None:
        await self._request("POST", f"/api/notifications/{notification_id}/read", token)
