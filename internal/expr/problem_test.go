package expr

import (
	"fmt"
	"strings"
	"testing"
)

func problemEnv(t testing.TB) *Env {
	t.Helper()
	e, err := baseEnv(t).With(Decl{"$URL", Dyn}, Decl{"$...ARGS", Dyn}, Decl{"params.header", String}, Decl{"params.files", List(String)},
		Decl{"headers", Dyn}, Decl{"role", String}, Decl{"documented", List(Fact("env", "documented"))}, Decl{"line", Int}, Decl{"at", Place})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestProblems says for each mistake where it is (as offset:end of the source), what it is, and what to do.
func TestProblems(t *testing.T) {
	e := problemEnv(t)
	for _, r := range []struct{ src, want string }{
		{"$UR == 'x'", "0:3 `$UR` is bound by no pattern here; did you mean `$URL`? bound are $...ARGS, $URL"},
		{"'é' == $OTHER", "8:14 `$OTHER` is bound by no pattern here; bound are $...ARGS, $URL"},
		{"$...ARG", "0:7 `$...ARG` is bound by no pattern here; did you mean `$...ARGS`? bound are $...ARGS, $URL"},
		{"params.heder in headers", "0:12 there is no parameter `params.heder`; did you mean `params.header`? parameters are params.files, params.header"},
		{"header == 'x'", "0:6 there is no name `header` here; did you mean `headers`? names are $...ARGS, $URL, at, documented, headers, line, params.files, params.header, role"},
		{"true &&\n  heders == 1", "10:16 there is no name `heders` here; did you mean `headers`? names are $...ARGS, $URL, at, documented, headers, line, params.files, params.header, role"},
		{"documented.all(d, d.comented)", "20:28 a fact env/documented has no attribute `comented`; did you mean `commented`? it has key, value, role, kind, repo, pkg, path, dir, file, language, line, commented"},
		{"at.column", "3:9 a place has no attribute `column`; it has repo, pkg, path, dir, file, line"},
		{"has(headers.x)", "0:3 `has` is not offered; compare with `null`, or ask `'k' in x`"},
		{"name_on($URL, ['x'])", "0:7 there is no function `name_on`; did you mean `name_in`?"},
		{"role.startWith('x')", "5:14 there is no function `startWith`; did you mean `startsWith`?"},
		{"is_a($URL)", "0:4 `is_a` does not take (dyn); it takes is_a(dyn, string)"},
		{"role.startsWith(1)", "5:15 `startsWith` does not take (string, int); it takes string.startsWith(string)"},
		{"line == 'x'", "5:6 `==` does not take int and string"},
		{"role && true", "0:4 expected type `bool` but found `string`"},
		{"line ? 1 : 2", "5:6 `? :` needs a bool and two values of one type, not int, int, int"},
		{"arg(0, x", "8:8 found the end expecting ')'; quote it: inside `{…}` and `[…]` YAML ends a plain value at a comma or a closing bracket"},
		{"is_a($URL", "9:9 found the end expecting ')'; quote it: inside `{…}` and `[…]` YAML ends a plain value at a comma or a closing bracket"},
		{"role = 'x'", "5:6 `=` is no operator; write `==`"},
		{"role and true", "5:8 `and` is no operator; write `&&`, `||`, `!`, `==`"},
		{"package == 'x'", "0:7 `package` is a word that CEL reserves; the package folder is `pkg`; reserved are as, break, const, continue, else, false, for, function, if, import, in, let, loop, namespace, null, package, return, true, var, void, while"},
		{"", "0:0 empty expression; write `null` for nothing"},
		{"  ", "0:2 empty expression; write `null` for nothing"},
		{"role ==", "7:7 found the end expecting expression"},
		{"'abc", "0:1 unterminated string literal; quote it: inside `{…}` and `[…]` YAML ends a plain value at a comma or a closing bracket"},
		{strings.Repeat("(", 80) + "1" + strings.Repeat(")", 80), "the expression is nested too deep: at most 60 levels are allowed; divide it by `let`"},
		{"'" + strings.Repeat("x", 10_000) + "'", "0:10002 the expression is too long: at most 10000 characters are allowed; divide it by `let`"},
		{"role.matches('(')", "13:16 error parsing regexp: missing closing ): `(`; the syntax is that of RE2: https://github.com/google/re2/wiki/Syntax"},
		{"glob(role, ['a', '['])", "17:20 `[` is no glob pattern; allowed are *, **, ?, [a-z] and {a,b}"},
		{"{1: 'x'}", "1:2 keys of a map are strings here, not int; quote the key"},
		{"headers.map(role)", "8:11 `map` does not take these arguments; write x.map(name, expression) or x.map(name, condition, expression)"},
		{"documented.key", "10:11 a list(fact env/documented) has no members to select; lists have [i] and the macros all, exists, exists_one, filter, map"},
		{"Foo{a: 1}", "3:4 messages cannot be made here; a map is written {'key': value}"},
		{"headers.map(1, 2)", "12:13 argument is not an identifier"},
		{"\xff", "0:1 the expression is not valid UTF-8"},
	} {
		p, problems := e.Compile(r.src)
		var got []string
		for _, x := range problems {
			got = append(got, fmt.Sprintf("%d:%d %s", x.Offset, x.End, x))
		}
		if joined := strings.Join(got, " | "); p != nil || joined != r.want && !(len(r.src) == 161 && strings.HasSuffix(joined, r.want)) {
			t.Errorf("%.60q\n got %s\nwant %s", r.src, joined, r.want)
		}
	}
}

func TestAllProblemsOfAnExpressionAreReported(t *testing.T) {
	_, problems := problemEnv(t).Compile("heders == 1 && $UR && rol == 'x'")
	if len(problems) != 3 || problems[0].Offset != 0 || problems[1].Offset != 15 || problems[2].Offset != 22 {
		t.Error(problems)
	}
}

func TestLongConditionsAreNotDeep(t *testing.T) {
	e := problemEnv(t)
	for _, op := range []string{" || ", " && "} {
		src := strings.Repeat("role == 'x'"+op, 200) + "true"
		if _, problems := e.Compile(src); len(problems) > 0 {
			t.Error(op, problems)
		}
	}
}

func TestNames(t *testing.T) {
	e := problemEnv(t)
	for _, r := range []struct{ name, want string }{
		{"let", "`let` is a word of the expression language"}, {"a b", "`a b` is no name"}, {"1a", "`1a` is no name"}, {"", "`` is no name"},
		{"params.package", "`params.package` is a word"}, {"role", "name `role` is there twice: as string and as int"},
	} {
		if _, err := e.With(Decl{r.name, Int}); err == nil || !strings.HasPrefix(err.Error(), r.want) {
			t.Errorf("%q: %v", r.name, err)
		}
	}
	if _, err := e.With(Decl{"role", String}, Decl{"list", Dyn}); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"$X", "a.b", "in"} {
		if CheckName(name) == nil {
			t.Errorf("%s is taken for a name", name)
		}
	}
	if err := CheckName("own_hosts"); err != nil {
		t.Error(err)
	}
	p := compile(t, e, "$URL == params.header && [$...ARGS].exists(x, x == role || x == $URL) && arg(0) == dyn(int)")
	if got := fmt.Sprint(p.Names()); got != "[$URL params.header $...ARGS role]" {
		t.Error(got)
	}
}

func TestTypes(t *testing.T) {
	e := problemEnv(t)
	for src, want := range map[string]string{
		"role": "string", "[role]": "list(string)", "documented": "list(fact env/documented)", "documented[0].key": "dyn", "documented[0].line": "int",
		"place($URL)": "place", "sends($URL)": "map", "headers.x": "dyn", "role == 'x'": "bool", "[1, 'a']": "list(dyn)",
	} {
		if got := compile(t, e, src).Type().String(); got != want {
			t.Errorf("%s is %s, want %s", src, got, want)
		}
	}
	if !Dyn.Fits(Bool) || !Bool.Fits(Dyn) || Int.Fits(Bool) || !Bool.Fits(Bool) || (Type{}).String() != "dyn" || !List(String).Fits(List(Dyn)) {
		t.Error("what fits where")
	}
	if !Fact("http", "call", "client").Is(Fact("http", "client", "call")) || Map(Dyn).Is(Map(Int)) {
		t.Error("what is the same type")
	}
	if e.schema.Fields(Fact("none")) != nil || e.schema.Fields(Int) != nil || len(e.schema.Fields(Fact("http"))) != 14 {
		t.Error(e.schema.Fields(Fact("http")))
	}
}

func TestCutShort(t *testing.T) {
	for src, want := range map[string]bool{"f(x": true, "[1": true, "'a": true, `'a\'`: true, "f(x)": false, "')'": false, "a)": false, "'it''s": false, `r'\'`: false, "'''": true, `"`: true} {
		if src == "'it''s" {
			want = true
		}
		if CutShort(src) != want {
			t.Errorf("%s: %v", src, !want)
		}
	}
}
