package yamlfault

import (
	"fmt"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

func decode(text []byte) error {
	var n yaml.Node
	return yaml.Unmarshal(text, &n)
}

// TestFind states where each text stops being YAML: at the mark ^, which is taken out.
func TestFind(t *testing.T) {
	for _, c := range []struct{ text, message string }{
		{"version: 1\nrepos: ^[a\n", "the list that begins here lacks a comma or its `]`"},
		{"repos: ^[a\n", "the list that begins here lacks a comma or its `]`"},
		{"\ufeffrepos: ^[a\n", "the list that begins here lacks a comma or its `]`"},
		{"a: 1\nrepos: ^[\n  a,\n", "the list that begins here lacks a comma or its `]`"},
		{"repos: ^[", "the list that begins here lacks a comma or its `]`"},
		{"a: 1\nrepos: ^[\n  a,\n  b\nrules: [c]\n", "the list that begins here lacks a comma or its `]`"},
		{"a: 1\nx: ^[\n  'a'\n  'b']\n", "the list that begins here lacks a comma or its `]`"},
		{"a: 1\r\nx: ^[a # [\r\ny: [b]\r\n", "the list that begins here lacks a comma or its `]`"},
		{"x: [[a], ^[b\ny: ']'\n", "the list that begins here lacks a comma or its `]`"},
		{"x: {a: ^[b, c}\n", "the list that begins here lacks a comma or its `]`"},
		{"a: 1\n\nx: ^{a\n", "the mapping that begins here lacks a comma or its `}`"},
		{"x: ^{a: 1, b: [1, 2],\n", "the mapping that begins here lacks a comma or its `}`"},
		{"a: 1\nit's: ^'a\nb: c\n", "the text that begins here lacks its closing quote"},
		{"é: [ü, ^\"é", "the text that begins here lacks its closing quote"},
		{"a:\n  - [a, ^\"b]\n  - c\n", "the text that begins here lacks its closing quote"},
		{"a: 1\n^b: *x\nc: d\n", "unknown anchor 'x' referenced"},
		{"a:\n  - b\n  ^c: d\n", "did not find expected '-' indicator"},
		{"a: 1\nb: 2\n^- c\nd: e\n", "did not find expected key"},
		{"^a: b: c\n", "mapping values are not allowed in this context"},
		{"a: 1\n^b: @c\nd: e\n", "found character that cannot start any token"},
		{"a: 1\nb:\n  - c\n  ^- , d\n", "did not find expected node content"},
	} {
		want := strings.Index(c.text, "^")
		text := strings.Replace(c.text, "^", "", 1)
		err := decode([]byte(text))
		if err == nil {
			t.Errorf("%q is YAML", text)
			continue
		}
		f := Find([]byte(text), err, decode)
		if got := fmt.Sprint(f.Offset, " ", f.Message); got != fmt.Sprint(want, " ", c.message) {
			t.Errorf("%q: %s, want %d %s (%v)", text, got, want, c.message, err)
		}
	}
}
