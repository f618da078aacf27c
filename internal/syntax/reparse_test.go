package syntax

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// sameTrees reports whether two trees have the same nodes at the same places.
func sameTrees(a, b *Tree) bool {
	return slices.Equal(a.held.Load().nodes, b.held.Load().nodes) && slices.Equal(a.Errors, b.Errors)
}

// typed returns the text after one change: what people type, delete, paste and undo. Multi-byte letters may be cut.
func typed(r *rand.Rand, text []byte, pieces []string) []byte {
	at := r.IntN(len(text) + 1)
	switch r.IntN(4) {
	case 0:
		return slices.Insert(bytes.Clone(text), at, []byte(pieces[r.IntN(len(pieces))])...)
	case 1:
		return slices.Delete(bytes.Clone(text), at, min(len(text), at+1+r.IntN(12)))
	case 2:
		return slices.Insert(bytes.Clone(text), at, byte(' '+r.IntN(95)))
	}
	from := r.IntN(len(text) + 1)
	return slices.Insert(bytes.Clone(text), at, text[from:min(len(text), from+r.IntN(60))]...)
}

var pieces = []string{"\n", " ", "// x\n", "const a = 1;\n", "`", "${", "}", "{", "(", ")", "'", "\"", "/*", "*/", "\n\n    ", "async ", "=> ", "<T>", "ä€", "\r\n",
	"def f():\n    pass\n", "    return x\n", "# y\n", "f\"{a}\"", ":=", "func g() {}\n", "if (a) b\nelse c\n", "a\n++b\n", "/re/g", "<p>t</p>"}

// Trees of a text that was changed step by step are those of the text.
func TestReparse(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	files := []struct {
		grammar *Grammar
		name    string
	}{
		{TypeScript(), "../../testdata/workspaces/bytelyst/before/learning_ai_common_plat/packages/api-client/src/client.ts"},
		{TSX(), "../../testdata/workspaces/orbit/portal/apps/site/src/widget.tsx"},
		{Python(), "../../testdata/workspaces/orbit/ml/src/orbit_ml/cosmos_reads.py"},
		{Go(), "reparse.go"},
	}
	for _, f := range files {
		t.Run(filepath.Base(f.name), func(t *testing.T) {
			start, err := os.ReadFile(f.name)
			if err != nil {
				t.Fatal(err)
			}
			r := rand.New(rand.NewPCG(1, 2))
			var re Reparser
			defer re.Close()
			text, sound := start, 0
			for n := range 2_500 {
				got, err := re.Parse(f.grammar, text)
				if err != nil {
					t.Fatal(err)
				}
				want, err := Parse(f.grammar, text)
				if err != nil {
					t.Fatal(err)
				}
				if !sameTrees(got, want) {
					t.Fatalf("after %d changes the trees differ:\n%s", n, text)
				}
				if len(want.Errors) == 0 {
					sound++
				}
				if r.IntN(6) == 0 || len(text) > 2*len(start) {
					text = start // undone
				}
				text = typed(r, text, pieces)
			}
			if sound < 100 {
				t.Errorf("only %d of the texts had no errors", sound)
			}
		})
	}
}
