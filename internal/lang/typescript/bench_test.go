package typescript

import (
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/lang/langtest"
)

func benchText(b *testing.B) []byte {
	text := strings.Join(langtest.Sources(b), "\n")
	return []byte(strings.Repeat(text, 1+200_000/len(text)))
}

func BenchmarkParse(b *testing.B) { reader(".ts").BenchmarkParse(b, benchText(b)) }

func BenchmarkLower(b *testing.B) { reader(".ts").BenchmarkLower(b, benchText(b)) }
