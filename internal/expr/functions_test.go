package expr

import (
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/value"
)

// Each function with its three values, one table for each.

func TestValueFunctions(t *testing.T) {
	v := vars{"u": unk("who"), "v": unk("else"), "n": null, "b": branch(str("a"), null), "p": unk("tail").With(func(x *value.Value) { x.Prefix = "https://api/v1/x" }),
		"o": obj("K", str("1")), "open": obj().Opened("spread"), "l": list(str("a"), unk("who")), "lo": strs("a").Opened("rest"),
		"facts": set(fact("a:1", "value", str("x")), fact("b:1", "value", str("x")), fact("c:1", "value", unk("?")), fact("d:1", "value", str("y")))}
	row := func(src, want string) verdict { return verdict{"", src, v, want} }
	judgeAll(t, []verdict{
		row("surely(true)", "true"), row("surely(u)", "false"), row("surely(false)", "false"), row("surely('x')", "false"),
		row("known(1)", "true"), row("known(u)", "false"), row("known(l)", "true"), row("known(n)", "true"), row("known(b)", "true"),
		row("unknown('because')", "unknown: because"), row("unknown(u)", "unknown: who"), row("unknown(dyn(1))", "unknown: error: `unknown` takes a string, not a number"),
		row("list(n) == []", "true"), row("list('a') == ['a']", "true"), row("list(['a']) == ['a']", "true"), row("list(u)", "unknown: who"), row("list(b).size() < 2", "true"),
		row("first_of('a', u)", "a"), row("first_of(n, 'b')", "b"), row("first_of(u, 'b')", "unknown: who"), row("first_of(b, 'a') == 'a'", "true"), row("first_of(b, 'z') == 'a'", "unknown: a or nothing, by branch"),
		row("merge({'a': 1}, {'b': 2})", "a and b"), row("merge(n, o).k", "1"), row("'x' in merge(o, u)", "unknown: who"), row("'k' in merge(u, o)", "true"),
		row("'x' in merge(o, open)", "unknown: spread"), row("merge({'a': 1}, 'x').b", "unknown: a string instead of an object"),
		row("merge([['A', 'x'], ['b', 'y']], null).a", "x"), row("merge([['a']], null).a", "unknown: a list instead of an object"), row("merge(n, n) == {}", "true"),
		row("values(facts)", "x and y"), row("values([]) == []", "true"), row("values(lo).size() < 1", "false"),
		row("prefix('abc')", "abc"), row("prefix(p)", "https://api/v1/x"), row("prefix(u) == ''", "true"), row("prefix(n) == ''", "true"), row("prefix(3) == ''", "true"),
		row("glob('a/b', ['a/*'])", "true"), row("glob('a/b', ['a'])", "false"), row("glob(u, ['a'])", "unknown: who"), row("glob(u, [])", "false"), row("glob(n, ['**'])", "false"),
		row("glob('a', [u])", "unknown: who"), row("glob('a', [u, 'a'])", "true"), row("glob(p, ['https://api/**'])", "true"), row("glob(p, ['https://other/**'])", "false"),
		row("glob(p, ['https://api/v1'])", "false"), row("glob(p, ['https://*/v1/**'])", "true"), row("glob(p, ['https://api/*/y'])", "unknown: tail"),
		row("glob('a', u)", "unknown: who"), row("glob('a', [dyn(1)])", "unknown: error: a glob pattern is a string, not a number"),
		row("similar('PRODUCT_ID', ['X', 'NEXT_PUBLIC_PRODUCT_ID'])", "NEXT_PUBLIC_PRODUCT_ID"), row("similar('API_URL', ['API_KEY'])", "API_KEY"),
		row("similar('reqest', ['request'])", "request"), row("similar('PORT', ['HOST'])", "nothing"), row("similar('a_b_c_d', ['a'])", "nothing"),
		row("similar('API_URL', ['API_KEY', 'API_URLS'])", "API_URLS"), row("similar('API_URL', [])", "nothing"), row("similar('a', [u])", "unknown: who"), row("similar(u, ['a'])", "unknown: who"),
		row("similar('abcd', ['abcd', u])", "abcd"), row("similar('abcd', lo)", "unknown: rest"), row("similar(3, ['a'])", "nothing"),
		row("u && u == v", "unknown: who; else"),
	})
	if got := v.eval(t, "values(facts)"); got != "x and y" {
		t.Error(got)
	}
}

func TestNameFunctions(t *testing.T) {
	v := vars{"below": unk("deeper").With(func(x *value.Value) { x.Prefix = "meta." }), "u": unk("who"), "n": null, "lo": strs("a").Opened("rest"), "ids": list(str("id"), unk("who"))}
	row := func(src, want string) verdict { return verdict{"", src, v, want} }
	rows := []verdict{
		row("same_name(u, 'a')", "unknown: who"), row("same_name(n, 'a')", "false"), row("same_name(['a', 'b'], ['A', 'B'])", "true"), row("same_name(['a'], ['a', 'b'])", "false"),
		row("same_name(['a', u], ['b', 'b'])", "false"), row("same_name(['a', u], ['a', 'b'])", "unknown: who"), row("same_name('a', ['a'])", "true"), row("same_name(1, 1)", "false"),
		row("name_in('productId', ['product-id'])", "true"), row("name_in('x', ['product-id'])", "false"), row("name_in(['a', 'b'], ['b', 'a', 'c'])", "true"),
		row("name_in(['a', 'z'], ['b', 'a'])", "false"), row("name_in(u, ['a'])", "unknown: who"), row("name_in('b', lo)", "unknown: rest"), row("name_in('a', lo)", "true"),
		row("name_in('userId', ['id', below])", "false"), row("name_in('/meta/x', ['id', below])", "unknown: deeper"), row("name_in('id', [below, 'id'])", "true"),
		row("name_in('metaData', [below])", "unknown: deeper"),
		row("name_in([], ['a'])", "false"), row("name_in(n, ['a'])", "false"), row("name_in('a', u)", "unknown: who"), row("name_in(u, [])", "false"), row("name_in('id', ids)", "true"),
		row("agrees('doc.ownerId', '/ownerId')", "true"), row("agrees('user.id', '/userId')", "true"), row("agrees(['id'], ['/id'])", "true"),
		row("agrees([], ['/id'])", "false"), row("agrees(n, ['/id'])", "false"), row("agrees(['a', 'b'], ['/id'])", "false"), row("agrees('uid', '/userId')", "unknown: `uid` is merely another name than `/userId`"),
		row("agrees(u, '/id')", "unknown: who"), row("agrees(ids, ['/id'])", "false"), row("agrees(ids, ['/id', '/x'])", "unknown: who"), row("agrees(lo, ['/a'])", "unknown: rest"),
	}
	judgeAll(t, rows)
	for _, same := range [][2]string{{"productId", "product_id"}, {"X-Product-Id", "xProductId"}, {"PRODUCT_ID", "product.id"}, {"referrer.id", "/referrerId"},
		{"productID", "product_id"}, {"APIKey", "api_key"}, {"productIDs", "product_ids"}, {"a:b", "aB"}, {"user2Id", "user2_id"}} {
		if !SameName(same[0], same[1]) {
			t.Errorf("%v are not the same", same)
		}
	}
	for _, other := range [][2]string{{"productid", "product_id"}, {"userId", "id"}, {"", "_"}, {"a", "b"}} {
		if SameName(other[0], other[1]) {
			t.Errorf("%v are the same", other)
		}
	}
}

func TestJoinURL(t *testing.T) {
	env := unk("env API").With(func(v *value.Value) { v.Origin, v.Env = value.Env, []string{"API"} })
	start := unk("tail").With(func(v *value.Value) { v.Prefix = "https://api.x/v" })
	path := unk("id").With(func(v *value.Value) { v.Prefix = "/flags/" })
	absolute := unk("id").With(func(v *value.Value) { v.Prefix = "https://z/" })
	v := vars{"n": null, "u": unk("who"), "env": env, "start": start, "path": path, "absolute": absolute}
	row := func(src, want string) verdict { return verdict{"", src, v, want} }
	judgeAll(t, []verdict{
		row("join_url('https://h/a/b', 'c')", "https://h/a/c"), row("join_url('https://h/a/', '../c?x=1')", "https://h/c?x=1"), row("join_url('https://h', '/c')", "https://h/c"),
		row("join_url('https://h', 'https://i/x')", "https://i/x"), row("join_url(u, 'https://i/x')", "https://i/x"), row("join_url('https://h/a', '//i/x')", "https://i/x"),
		row("join_url(n, '/c')", "/c"), row("join_url('https://h', n)", "https://h"), row("join_url(n, n)", "nothing"), row("join_url('https://h/', u)", "unknown: who"),
		row("join_url(u, '/c')", "unknown: who"), row("prefix(join_url('https://h/a', path))", "https://h/flags/"), row("prefix(join_url(start, '/c'))", "https://api.x/c"),
		row("prefix(join_url('https://h', absolute))", "https://z/"), row("join_url('/api/', 'x')", "/api/x"), row("join_url(1, 'x')", "unknown: error: `join_url` takes strings, not a number"),
	})
	p := compile(t, v.env(t, ""), "join_url(env, '/flags')")
	got := p.Eval(v.input())
	if got.Kind != value.Unknown || got.Origin != value.Env || len(got.Env) != 1 || got.Env[0] != "API" {
		t.Errorf("the join forgot where its base comes from: %+v", got)
	}
}

// TestFunctionTable: what the documentation is made of is complete, and each function of the Host reaches it.
func TestFunctionTable(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Functions() {
		switch {
		case seen[f.Name]:
			t.Errorf("%s is there twice", f.Name)
		case f.Doc == "" || f.Group == "" || len(f.Usage()) == 0 || strings.HasSuffix(f.Doc, "."):
			t.Errorf("%s: documentation", f.Name)
		case f.Host != (f.impl == nil):
			t.Errorf("%s: either we answer or the Host", f.Name)
		}
		seen[f.Name] = true
	}
	if f := functionNamed("arg"); f.Usage()[2] != "arg(name string, position int) dyn" {
		t.Error(f.Usage())
	}
	markdown := FunctionsMarkdown()
	for _, f := range Functions() {
		if strings.Count(markdown, "`"+f.Name+"(") != len(f.Signatures) {
			t.Errorf("%s is missing in the documentation", f.Name)
		}
	}
	if strings.Count(markdown, "\n**") != 3 {
		t.Error("functions are not in the order of their groups")
	}
	v := vars{"x": str("x")}
	p := compile(t, v.env(t, ""), "lifetime(x)")
	if got := printed(p.Eval(&Input{})); got != "unknown: `lifetime` cannot be asked here" {
		t.Error(got)
	}
}

func TestPlaces(t *testing.T) {
	p, q := place1("a/b.ts:3"), place1("a/b.ts:3")
	q.At.File, q.Ref = p.At.File, place{p.At.File, p.At.Start, p.At.End}
	v := vars{"p": p, "q": q, "r": place1("a/c.ts:3"), "f": fact("a/b.ts:3"), "g": fact("a/d.ts:3"), "none": NewPlace(value.Place{})}
	row := func(src, want string) verdict { return verdict{"", src, v, want} }
	judgeAll(t, []verdict{
		row("p == q", "true"), row("p == r", "false"), row("f == f", "true"), row("f == g", "false"), row("p != null", "true"), row("none == null", "true"),
		row("p.path + ' ' + p.dir + ' ' + p.repo + ' ' + p.file", "a/b.ts a/ one a/b.ts"), row("p.line == 3", "true"), row("p.pkg == ''", "true"), row("p.other", "nothing"),
		row("[p, q, r].distinct().size() == 2", "true"), row("p in [r, q]", "true"),
	})
	in := v.input()
	in.Repo = "two"
	tpl, problems := v.env(t, "").CompileTemplate("{p}, {f}, {[p, r]}")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got := tpl.Render(in); got != "one/a/b.ts:3, one/a/b.ts:3, one/a/b.ts:3 and one/a/c.ts:3" {
		t.Error(got)
	}
}
