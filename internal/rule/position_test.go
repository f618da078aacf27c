package rule

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// mark is searched for in decoded texts and in sources: it must be found at the same place.
const mark = "@@"

func TestScalarPositions(t *testing.T) {
	for name, src := range map[string]string{
		"plain":            "a: one @@ two\n",
		"plain folded":     "a: one two\n   three\n\n   four @@ five\n",
		"tagged":           "a: !!str one @@\n",
		"anchored":         "a: &x one @@\n",
		"single":           "a: 'it''s one @@'\n",
		"single folded":    "a: 'it''s\n  one\n\n\n  two''s @@'\n",
		"double":           `a: "tab\t \"q\" \x41 \u00e9 \\ @@"` + "\n",
		"double folded":    "a: \"one \\\n   two\n   three\\n @@\"\n",
		"literal":          "a: |\n  one\n    two\n\n  é @@ four\n",
		"literal leading":  "a: |\n\n\n  one\n  two @@\n",
		"literal indented": "a: |2\n    one\n  two @@\n",
		"literal crlf":     "a: |\r\n  one\r\n  two @@\r\n",
		"folded":           "a: >\n  one\n  two\n  three @@ four\n",
		"folded blank":     "a: >-\n  one\n\n  two\n\n\n  three @@\n",
		"folded indented":  "a: >-\n  one\n    two\n    three\n  four @@\n",
		"folded first":     "a: >-   # why\n  @@ one\n",
		"list":             "a:\n  - one\n  - 'x'\n  - two @@\n",
		"flow":             "a: {b: [c, \"d @@\", e]}\n",
		"unicode key":      "ключ: {é: 'ü', c: one @@}\n",
		"bom":              "\ufeffa: one @@\n",
	} {
		t.Run(name, func(t *testing.T) {
			r := &reporter{}
			doc := parseFile("t.yaml", []byte(src), r)
			if r.failed() {
				t.Fatal(r.problems[0])
			}
			n := find(doc)
			if n == nil {
				t.Fatal("no scalar holds the mark")
			}
			if got, want := n.at(strings.Index(n.text, mark)), strings.Index(src, mark); got != want {
				t.Errorf("offset %d, want %d, text `%s`", got, want, n.text)
			}
		})
	}
}

func TestUnreadableFiles(t *testing.T) {
	for src, want := range map[string]string{
		"known: []\nfacts: \x01": "f.yaml:2:1: not YAML: control characters are not allowed",
		"a: é \xff":              "f.yaml:1:7: the file is not UTF-8 text",
		"\xff\xfea\x00":          "f.yaml:1:1: the file is not UTF-8 text",
		"known: [":               "f.yaml:1:8: not YAML: the list that begins here lacks a comma or its `]`",
		"a: *b":                  "f.yaml:1:1: not YAML: unknown anchor 'b' referenced",
		"facts: &a [*a]":         "f.yaml:1:12: alias of a node that contains it",
		"? [a]\n: b":             "f.yaml:1:3: a key must be a name, not a list",
	} {
		_, problems := Load([]Source{{"f.yaml", []byte(src)}}, Options{})
		if !slices.ContainsFunc(problems, func(p *Problem) bool { return strings.HasPrefix(p.Error(), want) }) {
			t.Errorf("%q: %v, want %s", src, problems, want)
		}
	}
	bomb := "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s*%c]\n", c, c, strings.Repeat(fmt.Sprintf("*%c, ", c-1), 9), c-1)
	}
	_, problems := Load([]Source{{"f.yaml", []byte(bomb)}}, Options{})
	if !strings.Contains(fmt.Sprint(problems), "aliases stand for more than") {
		t.Error(len(problems))
	}
}

// find returns the scalar that holds the mark.
func find(n *node) *node {
	if n == nil {
		return nil
	}
	if n.shape == scalarShape && strings.Contains(n.text, mark) {
		return n
	}
	for _, c := range n.items {
		if f := find(c); f != nil {
			return f
		}
	}
	return nil
}

// FuzzPosition states the property behind all positions: a visible byte of a text stands in the source as itself, or
// within an escape.
func FuzzPosition(f *testing.F) {
	for _, s := range []string{"a: >\n  b\n  c\n", "a: |+\n  b\n\n", "'a''b'", `"a\tb"`, "a:\n b\n c", "- >1\n  x\n y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		r := &reporter{}
		walkScalars(parseFile("t.yaml", []byte(src), r), func(n *node) {
			for i := 0; i < min(len(n.text), 200); i++ {
				c, at := n.text[i], n.at(i)
				if at < 0 || at > len(src) {
					t.Fatalf("offset %d of `%s` lies at %d, outside", i, n.text, at)
				}
				if c <= ' ' || c >= 0x7f || at == n.start {
					continue
				}
				if at < len(src) && (src[at] == c || src[at] == '\\' || src[at] == '\'') {
					continue
				}
				if at == len(src) {
					t.Fatalf("offset %d of `%s` lies at the end of `%s`", i, n.text, src)
				}
				t.Fatalf("offset %d of %q is %q, but %q stands at %d of %q", i, n.text, c, src[at], at, src)
			}
		})
	})
}

func walkScalars(n *node, f func(*node)) {
	if n == nil {
		return
	}
	if n.shape == scalarShape {
		f(n)
	}
	for _, c := range n.items {
		walkScalars(c, f)
	}
}
