import httpx
import pytest

from src.clients.platform_client import PlatformClient, PlatformError


@pytest.mark.asyncio
async def test_unknown_user_is_none(monkeypatch):
    client = PlatformClient()

    async def refuse(*args, **kwargs):
        raise PlatformError("no such user", 404)

    monkeypatch.setattr(client, "_request", refuse)
    assert await client.get_user("token", "u1") is None


@pytest.mark.asyncio
async def test_service_is_up():
    async with httpx.AsyncClient(base_url="http://localhost:4003") as http:
        response = await http.get("/health", headers={"Accept": "application/json"})
    assert response.status_code == 200


@pytest.mark.asyncio
async def test_usage_names_the_product(monkeypatch):
    sent = {}

    async def record(method, path, token, *, json=None, params=None):
        sent.update(json or {})

    client = PlatformClient()
    monkeypatch.setattr(client, "_request", record)
    await client.track_usage("token", "seconds", 3.5, product_id="lysnrai")
    assert sent["productId"] == "lysnrai"
