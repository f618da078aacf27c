"""P1 in a flat script: the module beside it is imported by its bare name, and calls stand at module level."""

import sys
import uuid

import requests
from paths import LEDGER, RUNNER

since = sys.argv[1] if len(sys.argv) > 1 else "2024-01-01"

entries = requests.get(f"{LEDGER}/entries", params={"since": since}, headers={"x-request-id": str(uuid.uuid4())}).json()  # ok: request-id
print(f"{len(entries)} entries since {since}")

for entry in entries:
    requests.post(RUNNER + "/forecast", json=entry)  # want: request-id

requests.post("https://hooks.slack.com/services/T0/B0/x", json={"text": f"{len(entries)} entries forecast"})
