package pattern

import (
	"errors"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/syntax"
)

func addSeeds(f *testing.F) {
	for _, rows := range [][]row{scriptRows, typedRows, elementRows} {
		for _, r := range rows {
			f.Add(r.pattern, r.code, uint8(0))
		}
	}
	for _, r := range pythonRows {
		f.Add(r.pattern, r.code, uint8(1))
	}
	for _, r := range goRows {
		f.Add(r.pattern, "package p\n"+r.code, uint8(2))
	}
}

// langOf is the language of a number, which fuzzing chooses.
func langOf(number uint8) (Lang, *syntax.Grammar) {
	switch number % 3 {
	case 1:
		return Python, syntax.Python()
	case 2:
		return Go, syntax.Go()
	}
	return TypeScript, syntax.TSX()
}

// FuzzCompile: any text compiles or gives an error whose offset lies in it.
func FuzzCompile(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, src, _ string, number uint8) {
		lang, _ := langOf(number)
		p, err := Compile(src, lang)
		if err == nil {
			p.Metavars()
			p.Words()
			p.Kinds()
			return
		}
		var e *Error
		if !errors.As(err, &e) || e.Offset < 0 || e.Offset > len(src) || e.Message == "" {
			t.Errorf("error %#v for %q", err, src)
		}
	})
}

// FuzzMatch: any pattern meets any code without a panic, and every match lies in the file.
func FuzzMatch(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, src, code string, number uint8) {
		lang, g := langOf(number)
		p, err := Compile(src, lang)
		if err != nil {
			return
		}
		tree, err := syntax.Parse(g, []byte(code))
		if err != nil {
			return
		}
		ms, _ := p.Find(tree, nil)
		for _, m := range ms {
			if m.Span.Start < 0 || m.Span.Start > m.Span.End || m.Span.End > len(code) {
				t.Errorf("%q: span %v in %d bytes", src, m.Span, len(code))
			}
			for _, name := range m.Bind.Names() {
				b, _ := m.Bind.Get(name)
				if b.Span.End > len(code) || b.Node.IsNone() && !b.Sequence() {
					t.Errorf("%q: %s bound to %+v", src, name, b)
				}
			}
		}
	})
}

// FuzzSelf: a pattern made of a piece of code matches that code.
func FuzzSelf(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, _, code string, number uint8) { checkSelf(t, code, number) })
}

// checkSelf compiles each expression of the code as a pattern and wants it to match itself.
func checkSelf(t *testing.T, code string, number uint8) {
	lang, g := langOf(number)
	if len(code) > 600 {
		return
	}
	if lang == TypeScript && lang.grammars()[0] != g && !strings.Contains(code, "</") && !strings.Contains(code, "/>") {
		g = lang.grammars()[0]
	}
	tree, err := syntax.Parse(g, []byte(code))
	if err != nil || len(tree.Errors) > 0 {
		return
	}
	left := 60 // each is a compilation
	for n := range tree.Root().All() {
		if !kExpressions.has(n.Kind()) || isName(n) || strings.Contains(n.Text(), "$") || strings.Contains(n.Text(), "...") || n.Text() == "" {
			continue
		}
		if left--; left < 0 {
			return
		}
		p, err := Compile(n.Text(), lang)
		if err != nil {
			continue // some expressions mean something only where they stand
		}
		if !p.accepts(n) || !equalChildren(p.root.src, n, 0) {
			continue // alone it reads as other code: f<A>(b) % c may be two comparisons
		}
		ms, err := p.MatchNode(n, nil, Bindings{})
		if err == nil && len(ms) == 0 {
			t.Errorf("%s %q does not match itself", n.Type(), n.Text())
		}
		if !Equal(n, n) {
			t.Errorf("%q does not equal itself", n.Text())
		}
	}
}

func TestSelf(t *testing.T) {
	accepted := 0
	for _, rows := range [][]row{scriptRows, typedRows, elementRows} {
		for _, r := range rows {
			checkSelf(t, r.code, 0)
			accepted++
		}
	}
	for _, r := range pythonRows {
		checkSelf(t, r.code, 1)
		accepted++
	}
	if accepted < 150 {
		t.Errorf("only %d pieces of code", accepted)
	}
}

// FuzzComparison: the evaluator reads any text without a panic.
func FuzzComparison(f *testing.F) {
	for _, s := range []string{"$X > 10", "re.match('a', $X)", "int('0x1', 16) in (1, 2)", "not $X.lower() == 'a' and -1 < 2 ** 3", "r'a' + \"b\""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		c, err := parseComparison(src)
		if err != nil {
			return
		}
		c.root.eval(func(string) (any, bool) { return "a", true })
	})
}
