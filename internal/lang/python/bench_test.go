package python

import (
	"strings"
	"testing"
)

// benchText is about 3,000 lines of ordinary code.
var benchText = []byte(strings.Repeat(`import logging
from typing import Any

from .errors import ServiceError, Timeout as Late

logger = logging.getLogger(__name__)


class Client(Base):
    """What it is for."""

    default_headers: dict[str, str] = {"accept": "application/json"}

    def __init__(self, base_url: str, *, token: str | None = None, timeout: float = 5.0) -> None:
        self.base_url = base_url.rstrip("/")
        self._headers = {**self.default_headers, "x-a": token or ""}
        self._timeout = timeout

    async def get(self, path: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        headers = self._build_headers(extra={"x-b": "1"})
        if params is None:
            params = {}
        async with httpx.AsyncClient(timeout=self._timeout) as session:
            response = await session.get(f"{self.base_url}/v1/{path}", headers=headers, params=params)
        try:
            response.raise_for_status()
        except httpx.HTTPStatusError as error:
            logger.warning("failed: %s", error)
            raise ServiceError(str(error)) from error
        return {key: value for key, value in response.json().items() if value is not None}
`, 100))

func BenchmarkParse(b *testing.B) { reader.BenchmarkParse(b, benchText) }

func BenchmarkLower(b *testing.B) { reader.BenchmarkLower(b, benchText) }

// BenchmarkExpr lowers every node of the file.
func BenchmarkExpr(b *testing.B) {
	m := Lower(reader.Parse(b, benchText))
	b.SetBytes(int64(len(benchText)))
	b.ReportAllocs()
	for b.Loop() {
		for n := range m.Tree.Root().All() {
			Expr(m, n)
		}
	}
}
