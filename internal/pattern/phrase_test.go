package pattern

import (
	"fmt"
	"slices"
	"testing"
)

func TestPhrases(t *testing.T) {
	cond := func(name, re string) Condition {
		c, err := NewMetavariableRegex(name, re)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	receiver := All(Any(of(t, "$REQ.headers[$NAME]"), of(t, "$REQ.headers.get($NAME)"))).
		Where(cond("$REQ", "(?i)(.*[.])?(req|request|ctx|c)$"))
	for _, tt := range []struct {
		f    *Formula
		want string
	}{
		{of(t, "cp.exec(...)"), "[[{[cp . exec (]  [] cp}]]"},
		{of(t, "fetch(...)"), "[[{[fetch (]  [] }]]"},
		{of(t, "$C.interceptors.request.use($HOOK, ...)"), "[[{[. interceptors . request . use (] $C [] }]]"},
		{of(t, "$C.defaults.headers[$NAME] = $VALUE"), "[[{[. defaults . headers [] $C [] }]]"},
		{of(t, "$C.$METHOD(...)"), "[[{[. $ (] $C [] }]]"},
		{of(t, "$C.$METHOD(...).end(first)"), "[[{[first]  [] } {[. $ ( . end (] $C [] }]]"},
		{of(t, "f1($X, { key: $Y })"), "[[{[key]  [] } {[f1 (]  [] }]]"},
		{of(t, "cp.$METHOD(...)"), "[[{[cp . $ (]  [] cp}]]"},
		{of(t, "new Headers(...)"), "[[{[Headers]  [] }]]"},
		{of(t, `f1("x-id", "a b")`), "[[{[x-id]  [] } {[f1 (]  [] }]]"},
		{Any(of(t, "ab.exec(...)"), of(t, "$X")), "[[{[ab . exec (]  [] ab}][]]"},
		{All(of(t, "f1($X)"), Inside(of(t, "g1(...)")), Not(of(t, "h1(...)"))), "[[{[f1 (]  [] } {[g1 (]  [] }]]"},
		{receiver, "[[{[. headers [] $REQ [.c .ctx .req .request ^c ^ctx ^req ^request] }][{[. headers . get (] $REQ [.c .ctx .req .request ^c ^ctx ^req ^request] }]]"},
		{ofPy(t, "$X.headers |= $H"), "[[{[. headers] $X [] }]]"},
		{ofPy(t, "from a.bc import de"), "[[{[bc]  [] } {[de]  [] }]]"},
		{Known("x"), "[[]]"},
	} {
		if got := shownPhrases(tt.f.Phrases()); got != tt.want {
			t.Errorf("phrases\n%s, want\n%s", got, tt.want)
		}
	}
}

func shownPhrases(alternatives [][]Phrase) string {
	out := ""
	for _, a := range alternatives {
		out += fmt.Sprint(a)
	}
	return "[" + out + "]"
}

func TestEnds(t *testing.T) {
	for re, want := range map[string][]string{
		`(?i)(.*[.])?(req|request|ctx)$`: {".ctx", ".req", ".request", "^ctx", "^req", "^request"},
		`(.*[.])?(req|request)$`:         {".req", ".request", "^req", "^request"},
		`a[bc]d?$`:                       {"^ab", "^abd", "^ac", "^acd"},
		`.*client$`:                      {"client"},
		`client`:                         nil,
		`(client)?$`:                     nil,
		`.*$`:                            nil,
		`x+$`:                            nil,
		`größe$`:                         nil,
		`(?=x)$`:                         nil,
	} {
		c, err := NewMetavariableRegex("$X", re)
		if err != nil {
			t.Fatal(err)
		}
		if got := endsOf(c.regex.source); !slices.Equal(got, want) {
			t.Errorf("%s ends with %v, want %v", re, got, want)
		}
	}
}
