package langtest

import "testing"

// BenchmarkParse is what BenchmarkLower is compared with: their ratio says what lowering adds to a parse.
func (r Reader) BenchmarkParse(b *testing.B, text []byte) {
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r.Parse(b, text)
	}
}

// BenchmarkLower measures lowering alone.
func (r Reader) BenchmarkLower(b *testing.B, text []byte) {
	tree := r.Parse(b, text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r.Language.Lower(tree)
	}
}
