package engine

import (
	"context"
	"testing"
)

// BenchmarkCheck runs the built-in packs over the sample of five repositories, from finding its files to the sorted result.
func BenchmarkCheck(b *testing.B) {
	for b.Loop() {
		r, err := Check(context.Background(), Options{Dir: "../../testdata/workspaces/bytelyst/before"})
		if err != nil {
			b.Fatal(err)
		}
		if len(r.Findings) == 0 {
			b.Fatal("the sample has findings")
		}
	}
}
