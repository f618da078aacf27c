"""Addresses for the scripts, which run outside the package."""

import os

LEDGER = os.environ.get("LEDGER_URL", "http://localhost:7001")
RUNNER = os.getenv("RUNNER_URL")
