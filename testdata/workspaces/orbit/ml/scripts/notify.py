"""P10 in a flat script: one client for a loop, opened under `if __name__ == "__main__"`."""

import uuid

import httpx

from paths import RUNNER


def main() -> None:
    with httpx.Client(base_url=RUNNER, timeout=10) as client:  # want: request-id
        for run in client.get("/runs").json():
            client.post(f"/runs/{run['id']}/notify")

    with httpx.Client(base_url=RUNNER, headers={"Accept": "application/json"}) as client:  # ok: request-id
        client.get("/health", headers={"x-request-id": str(uuid.uuid4())})


if __name__ == "__main__":
    main()
