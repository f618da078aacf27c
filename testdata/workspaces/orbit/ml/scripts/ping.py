"""An id for a run of the script: enough for its one request, not for all of a loop."""

from uuid import uuid4

import httpx

RUN = str(uuid4())

httpx.get("http://fleet:8080/ping", headers={"x-request-id": RUN})  # ok: request-id

for page in range(3):
    httpx.get(f"http://fleet:8080/pages/{page}", headers={"x-request-id": RUN})  # ok: request-id; want: request-id-once
