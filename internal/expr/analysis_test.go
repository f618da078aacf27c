package expr

import (
	"fmt"
	"testing"
)

func TestWords(t *testing.T) {
	params := func(name string) []string {
		return map[string][]string{"names": {"productId", "x-product-id"}, "header": {"x-request-id"}}[name]
	}
	e, err := baseEnv(t).With(Decl{"$X", Dyn}, Decl{"$Y", Dyn}, Decl{"params.names", List(String)}, Decl{"params.header", String},
		Decl{"params.none", List(String)}, Decl{"key", Dyn}, Decl{"role", String}, Decl{"other", Dyn})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []struct{ src, want string }{
		{"name_in($X, params.names)", "[[{productid true} {xproductid true}]]"},
		{"name_in($X, ['a_b', 'cd']) && $Y == 'get'", "[[{ab true} {cd true}] [{get false}]]"},
		{"'get' == $Y", "[[{get false}]]"},
		{"$Y in ['get', 'post'] && true", "[[{get false} {post false}]]"},
		{"$X == 'aa' || $Y == 'bb'", "[[{aa false} {bb false}]]"},
		{"$X == 'aa' || role == 'bb'", "[]"},
		{"$X == params.header", "[[{x-request-id false}]]"},
		{"$X.startsWith('NEXT_')", "[[{NEXT_ false}]]"},
		{"prefix($X).startsWith('/api')", "[[{/api false}]]"},
		{"prefix($X).startsWith('/')", "[]"},
		{"source($X) == 'literal'", "[]"},
		{"!($X == 'aa')", "[]"},
		{"$X in params.none", "[]"},
		{"$X == $Y", "[]"},
		{"$X in [key]", "[]"},
		{"$X == '' || $X == 'aa'", "[]"},
		{"known($X)", "[]"},
	} {
		if got := fmt.Sprint(compile(t, e, r.src).Words(params)); got != r.want {
			t.Errorf("%s\n got %s\nwant %s", r.src, got, r.want)
		}
	}
	if got := compile(t, e, "$X == params.header").Words(nil); got != nil {
		t.Error(got)
	}
	for src, want := range map[string]string{
		"other.key == key": "{[key] [] false false}", "key == other.key && other.repo != role": "{[key] [] false false}", "other.key == key || true": "{[] [] false false}",
		"other.key != key": "{[] [] false false}", "other.value == key": "{[] [] false false}", "role == 'x'": "{[] [] false false}", "other.key == role": "{[] [] false false}",
		"other.key == role && (other.key == key || true)":                                               "{[] [] false false}",
		"known(other.key) && (other.key == key || other.value == 'x' && other.key == key.upperAscii())": "{[key] [] true false}",
		"!known(other.key) && other.file == 'a'":                                                        "{[] [] false true}",
		"other.key in params.names && other.role == role":                                               "{[] [{key params.names}] false false}",
		"other.key in [key]": "{[] [] false false}", "!(other.key == key)": "{[] [] false false}", "!(!known(other.key))": "{[] [] false false}", "!known(key)": "{[] [] false false}",
	} {
		if got := fmt.Sprint(compile(t, e, src).Join()); got != want {
			t.Errorf("%s: got %s, want %s", src, got, want)
		}
	}
	p := compile(t, e, "is_a($X, 'http-client') && is_a($Y, role) && (is_a($Y, 'no') || true) && $Y in ['get']")
	if got := fmt.Sprint(p.TypeTests()); got != "[{$X http-client}]" {
		t.Error(got)
	}
	p = compile(t, e, "'é' == role || [1].exists(x, listed(key, 'runtime')) && role in ['a', 'b'] && 'c' != role")
	if got := fmt.Sprint(p.Calls()); got != "[{listed 30 36 [{ false 37 40} {runtime true 42 51}]}]" {
		t.Error(got)
	}
	if got := fmt.Sprint(p.Equalities("role")); got != "[{é true 0 4} {a true 66 69} {b true 71 74} {c true 79 82}]" {
		t.Error(got)
	}
	for _, a := range p.Equalities("role") {
		if got := p.Source()[a.Offset:a.End]; got != "'"+a.Literal+"'" {
			t.Error(got)
		}
	}
}
