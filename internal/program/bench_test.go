package program

import (
	"os"
	"testing"
)

// BenchmarkPrefilter notes the words of a file and looks for a phrase in it, as is done with each file before any is parsed.
func BenchmarkPrefilter(b *testing.B) {
	text, err := os.ReadFile("../../testdata/workspaces/bytelyst/before/learning_ai_common_plat/packages/api-client/src/client.ts")
	if err != nil {
		b.Fatal(err)
	}
	d := NewDictionary([]string{"fetch", "axios", "headers", "request", "interceptors"})
	p := Phrase{Tokens: []string{".", "interceptors", ".", "request", ".", "use", "("}}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if found, _, _ := d.index(text); len(found) == 0 {
			b.Fatal("no words were noted")
		}
		p.in(text)
	}
}
