package typescript

import (
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// The two benchmarks read the same text, so that their ratio says what lowering adds to a parse.

func benchText(b *testing.B) []byte {
	text := strings.Join(sources(b), "\n")
	return []byte(strings.Repeat(text, 1+200_000/len(text)))
}

func BenchmarkParse(b *testing.B) {
	text := benchText(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := syntax.Parse(syntax.TypeScript(), text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLower(b *testing.B) {
	text := benchText(b)
	tree, err := syntax.Parse(syntax.TypeScript(), text)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		TypeScript.Lower(tree)
	}
}
