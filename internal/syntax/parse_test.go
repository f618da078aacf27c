package syntax

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	sitter "github.com/smacker/go-tree-sitter"
)

var grammars = []func() *Grammar{TypeScript, TSX, JavaScript, Python, Go}

func mustParse(t testing.TB, g *Grammar, text string) *Tree {
	t.Helper()
	tree, err := Parse(g, []byte(text))
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return tree
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // the text of each span, outermost and in order; "" for a MISSING token
	}{
		{"none", "f({ a: 1 });", nil},
		{"bytes that are no UTF-8, in a string and a comment", "a = '\xff'; // \xe4", nil},
		{"bytes that are no UTF-8, in code", "a = 1;\n\xff\nb = 2;\n", []string{"\xff"}},
		{"missing", "if (a { b }", []string{""}},
		{"an error inside an error is not listed", "a = (b c # d ) ) f(;", []string{"c # d", ") f("}},
		{"two places", "a = 1 1;\nok();\nb = 2 2;\n", []string{"1", "2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := mustParse(t, TypeScript(), c.text)
			var got []string
			for _, s := range tree.Errors {
				got = append(got, c.text[s.Start:s.End])
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("errors cover %q, want %q", got, c.want)
			}
			if tree.Root().HasError() != (len(c.want) > 0) {
				t.Errorf("Root().HasError() is %v", tree.Root().HasError())
			}
		})
	}
}

func TestMissingIsZeroWidth(t *testing.T) {
	tree := mustParse(t, TypeScript(), "if (a { b }")
	for n := range tree.Root().All() {
		if n.Missing() {
			if n.Start() != n.End() || n.Type() != ")" || tree.Errors[0] != n.Span() {
				t.Errorf("missing %q at %v, errors %v", n.Type(), n.Span(), tree.Errors)
			}
			return
		}
	}
	t.Error("no MISSING node")
}

func TestTooLarge(t *testing.T) {
	if _, err := Parse(TypeScript(), make([]byte, MaxBytes+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v, want %v", err, ErrTooLarge)
	}
}

// A parser that hit its limit must not go on with the text it stopped in.
func TestLimitLeavesNothingBehind(t *testing.T) {
	p := sitter.NewParser()
	defer p.Close()
	first := bytes.Repeat([]byte("first(1 + 2 * [3, 4]);\n"), 1<<14)
	second := "second;"
	for range 3 {
		if _, err := parseWith(p, TypeScript(), first, 1000); !errors.Is(err, ErrTimeLimit) {
			t.Fatalf("got %v, want %v", err, ErrTimeLimit)
		}
		for _, g := range grammars {
			got, err := parseWith(p, g(), []byte(second), parseLimit)
			if err != nil {
				t.Fatal(err)
			}
			if want := mustParse(t, g(), second); !slices.Equal(got, want.body().nodes) {
				t.Errorf("%s: after a limit the parser made %d nodes of %q, want %d", want.Grammar.Name, len(got), second, want.Len())
			}
		}
	}
}

func TestDeepAndWide(t *testing.T) {
	const n = 50_000
	for name, text := range map[string]string{
		"parentheses": strings.Repeat("(", n) + strings.Repeat(")", n),
		"unclosed":    strings.Repeat("[", n),
		"sum":         "a" + strings.Repeat("+a", n),
		"list":        "[" + strings.Repeat("a,", n) + "]",
		"member":      "a" + strings.Repeat(".a()", n),
	} {
		for _, g := range grammars {
			tree, err := Parse(g(), []byte(text))
			if errors.Is(err, ErrTimeLimit) {
				continue // A named reason is as good as a tree.
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			checkTree(t, tree)
		}
	}
}

func TestConcurrentParse(t *testing.T) {
	var want []*Tree
	for _, s := range samples {
		want = append(want, mustParse(t, s.grammar(), s.text))
	}
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for i := range samples {
				i = (i + worker) % len(samples)
				tree, err := Parse(samples[i].grammar(), []byte(samples[i].text))
				if err != nil || !slices.Equal(tree.body().nodes, want[i].body().nodes) {
					t.Errorf("%q parses differently among others: %v", samples[i].text, err)
					continue
				}
				for n := range want[i].Root().All() { // one tree shared by all workers
					if Named(n.Type()).String() != n.Type() || n.ByField("name").Field().String() == "body" {
						t.Errorf("%q: names of node %d are mixed up", samples[i].text, n.ID())
					}
				}
			}
		})
	}
	wg.Wait()
}

func TestNamesOutOfRange(t *testing.T) {
	if Kind(maxNames-1).String() != "" || Field(maxNames-1).String() != "" || Kind(0).String() != "" || Field(0).String() != "" {
		t.Error("a number without a name has one")
	}
}

func TestNoneIsHarmless(t *testing.T) {
	var n Node
	for range n.All() {
		t.Error("none has nodes")
	}
	if n.Type() != "" || n.Is("") || n.Kind() != 0 || !n.Parent().IsNone() || !n.ByField("a").IsNone() || n.HasToken("a") || n.Last() != None {
		t.Error("none has properties")
	}
}

func TestRoles(t *testing.T) {
	call := mustParse(t, TypeScript(), "async function f() {}").Root().First()
	if got := call.ByField("name").Text(); got != "f" {
		t.Errorf("name is %q", got)
	}
	if call.ByField("name") != call.Child(FieldNamed("name")) || !call.ByField("nonsense").IsNone() || !call.ByField("").IsNone() {
		t.Error("ByField and Child differ")
	}
	if !call.HasToken("async") || call.HasToken("identifier") || !call.Is("function_declaration") || call.First().Is("async") {
		t.Error("tokens and named nodes are mixed up")
	}
}

// TestAt compares the search for a place with a walk down from the root.
func TestAt(t *testing.T) {
	text := "package p\n\nfunc f() {\n\tif x := g(1, \"a\"); x { h() } // end\n}\n\nvar a, b = 1, `c`\n"
	tree := mustParse(t, Go(), text)
	for start := range len(text) + 1 {
		for end := start; end <= len(text)+1; end++ {
			want := tree.Root()
			for c := want.First(); !c.IsNone(); {
				if !c.Span().Contains(Span{start, end}) {
					c = c.Next()
					continue
				}
				want, c = c, c.First()
			}
			if got := tree.At(Span{start, end}); got != want {
				t.Fatalf("at %d-%d (%q) is %s %v, want %s %v", start, end, text[start:min(end, len(text))], got.Type(), got.Span(), want.Type(), want.Span())
			}
		}
	}
}
