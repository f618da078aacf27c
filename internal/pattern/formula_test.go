package pattern

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bytelyst/connaudit/internal/syntax"
)

func of(t testing.TB, src string) *Formula   { return Of(compile(t, src, TypeScript)) }
func ofPy(t testing.TB, src string) *Formula { return Of(compile(t, src, Python)) }

func re(t testing.TB, src string) *Regexp {
	t.Helper()
	r, err := CompileTextRegexp(src)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func regexOn(t testing.TB, name, src string) Condition {
	t.Helper()
	c, err := NewMetavariableRegex(name, src)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func compares(t testing.TB, src string) Condition {
	t.Helper()
	c, err := NewMetavariableComparison(src)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// cases of formulas: the lines that end in the mark are those where matches start.
func formulaCases(t testing.TB) []struct {
	name    string
	formula *Formula
	code    string
} {
	return []struct {
		name    string
		formula *Formula
		code    string
	}{
		{"either", Any(of(t, "f(...)"), of(t, "g(...)")), "f(1); //!\ng(); //!\nh();"},
		{"inside", All(of(t, "f($X)"), Inside(of(t, "function $F(...) { ... }"))), "f(1);\nfunction a() {\n  f(2); //!\n}"},
		{"inside shares names", All(of(t, "$C.run(...)"), Inside(of(t, "$C = connect();\n..."))), "c = connect();\nd.run(1);\nc.run(2); //!"},
		{"inside first", All(Inside(of(t, "$C = connect();\n...")), of(t, "$C.run(...)")), "c = connect();\nd.run(1);\nc.run(2); //!"},
		{"not", All(of(t, "$F($X)"), Not(of(t, "$F(clean($Y))")), Not(of(t, "clean($X)"))), "f(clean(a));\nf(a); //!"},
		{"not as a statement", All(of(t, "$X = $Y"), Not(of(t, "$X = 1"))), "const a = 1;\nconst b = 2; //!\na = 1;"},
		{"not a formula", All(of(t, "f($X)"), Not(All(of(t, "f($X)").Where(regexOn(t, "$X", "a"))))), "f(abc);\nf(b); //!"},
		{"not inside", All(of(t, "process.env.$N"), NotInside(of(t, "process.env.$N = ..."))), "process.env.A = 1;\nx = process.env.B; //!"},
		{"two positives intersect", All(of(t, "f(...)"), of(t, "f(1, ...)")), "f(1); //!\nf(2);"},
		{"two positives, one inside the other", All(of(t, "g($X)"), of(t, "f(...)")), "f(g(1)); //!\ng(1);"},
		{"order does not matter", All(Not(of(t, "f(1)")), of(t, "f(...)")), "f(1);\nf(2); //!"},
		{"text", OfText(re(t, `TODO\((?P<WHO>\w+)\)`)), "// TODO(me) x //!\n// TODO y"},
		{"text and code", All(of(t, "f($X)"), OfText(re(t, `\w+`))), "f(abc); //!"},
		{"not text", All(of(t, "f($X)"), NotText(re(t, `.*skip.*`))), "f(1); /* skip */\nf(2); //!"},
		{"regex", of(t, "db.$M(...)").Where(regexOn(t, "$M", "get|set")), "db.get(); //!\ndb.getAll(); //!\ndb.reset();"},
		{"regex lookahead", of(t, "f($X)").Where(regexOn(t, "$X", `(?!ab).*b`)), "f(ab);\nf(xb); //!"},
		{"regex sees quotes", of(t, "f($X)").Where(regexOn(t, "$X", `"a`)), "f(\"ab\"); //!\nf(ab);"},
		{"regex on content", of(t, `f("$X")`).Where(regexOn(t, "$X", `a`)), "f('ab'); //!\nf('b');"},
		{"comparison", of(t, "f($X)").Where(compares(t, "$X > 0x10 and $X % 2 == 0")), "f(18); //!\nf(17);\nf(2);\nconst n = 20;\nf(n); //!\nf(m);"},
		{"comparison with text", of(t, "f($X)").Where(compares(t, "re.match('^a+$', $X) or $X.lower() in ['b', 'c']")), "f('aa'); //!\nf('C'); //!\nf('d');"},
		{"metavariable-pattern", of(t, "f($X)").Where(&MetavariablePattern{Name: "$X", Formula: of(t, "g($Y)")}), "f(g(1)); //!\nf(h(1));\nf([g(2)]); //!"},
		{"metavariable-pattern, negative", of(t, "f($X)").Where(&MetavariablePattern{Name: "$X", Formula: Not(of(t, `"..."`))}), "f('a');\nf(b); //!"},
		{"metavariable-pattern, patterns", of(t, "f($X)").Where(&MetavariablePattern{Name: "$X", Formula: All(of(t, "$A + $B"), Not(of(t, "$A + 1")))}), "f(a + 1);\nf(a + 2); //!"},
		{"metavariable-pattern, regex", of(t, "f($X)").Where(&MetavariablePattern{Name: "$X", Formula: OfText(re(t, `^ab$`))}), "f(ab); //!\nf(abc);"},
		{"metavariable-pattern in a string", of(t, "f($X)").Where(&MetavariablePattern{Name: "$X", Lang: TypeScript, Formula: of(t, "g(...)")}), "f('g(1)'); //!\nf('h(1)');"},
		{"metavariable-pattern of arguments", of(t, "f($...A)").Where(&MetavariablePattern{Name: "$...A", Formula: of(t, "x")}), "f(x);"},
		{"focus", All(of(t, "f($A, $B)")).Focus("$B"), "f(\n  a,\n  b); //!"},
		{"focus on several", All(of(t, "f($A, $B)")).Focus("$A", "$B"), "f(\n  a, //!\n  b); //!"},
		{"type", of(t, "$X.go()").Where(&MetavariableType{Name: "$X", Types: []string{"Car"}}), "const a: Car = b;\na.go(); //!\nconst d = 1;\nd.go();\nconst e = new Car();\ne.go(); //!"},
		{"known", Known("client"), "a(); //!\nb();"},
		{"nested either with focus", All(Any(of(t, "{..., $N: $V, ...}"), of(t, "$N = $V"))).Where(regexOn(t, "$N", "id$")).Focus("$V"), "f({\n  id:\n    1, //!\n  x: 2 });\nid = 3; //!"},
		{"not inside the wrapper", All(of(t, "$BUS.createSender($Q)"), NotInside(of(t, "function publish(...) {\n  ...\n}"))), "function publish(q) {\n  bus.createSender(q);\n}\nbus.createSender('x'); //!"},
	}
}

func fileFor(t testing.TB, code string) *File {
	tree := parse(t, syntax.TypeScript(), code)
	return &File{Tree: tree, Lang: TypeScript, Known: func(typ string) []Match {
		ms, err := compile(t, "a(...)", TypeScript).Find(tree, nil)
		if err != nil || typ != "client" {
			return nil
		}
		return ms
	}}
}

func TestFormulas(t *testing.T) {
	for _, tt := range formulaCases(t) {
		ms, err := tt.formula.Find(fileFor(t, tt.code))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if got, want := linesOf(tt.code, ms), marked(tt.code); !slices.Equal(got, want) {
			t.Errorf("%s: lines %v, want %v of\n%s", tt.name, got, want, tt.code)
		}
		if len(ms) > 0 && !wordsIn(tt.formula.Words(), tt.code) {
			t.Errorf("%s: words %v", tt.name, tt.formula.Words())
		}
	}
}

// TestSetFindsTheSame runs all formulas in one walk over all the code of the cases.
func TestSetFindsTheSame(t *testing.T) {
	var fs []*Formula
	var code strings.Builder
	for _, tt := range formulaCases(t) {
		fs = append(fs, tt.formula)
		code.WriteString("{\n" + tt.code + "\n}\n")
	}
	for lang, srcs := range packPatterns(t) {
		if lang == Python {
			continue
		}
		for _, src := range srcs {
			fs = append(fs, Of(compile(t, src, lang)))
		}
	}
	all, err := NewSet(fs...).Find(fileFor(t, code.String()), nil)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for i, f := range fs {
		alone, err := f.Find(fileFor(t, code.String()))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(show(alone), show(all[i])) || !slices.Equal(spans(alone), spans(all[i])) {
			t.Errorf("formula %d: %v alone, %v in the set", i, spans(alone), spans(all[i]))
		}
		found += len(alone)
	}
	if found < 100 {
		t.Errorf("only %d matches: the comparison says little", found)
	}
	some, err := NewSet(fs...).Find(fileFor(t, code.String()), func(i int) bool { return i == 1 })
	if err != nil || some[0] != nil || !slices.Equal(spans(some[1]), spans(all[1])) {
		t.Errorf("asked for one formula, got %v (%v)", some[:2], err)
	}
}

func spans(ms []Match) []syntax.Span {
	var out []syntax.Span
	for _, m := range ms {
		out = append(out, m.Span)
	}
	return out
}

func TestWords(t *testing.T) {
	for _, tt := range []struct {
		f    *Formula
		want [][]string
	}{
		{of(t, "cp.exec(...)"), [][]string{{"cp"}, {"exec"}}},
		{Any(of(t, "ab.exec(...)"), of(t, "other(...)")), [][]string{{"exec", "other"}}},
		{Any(of(t, "ab.exec(...)"), of(t, "$X")), nil},
		{All(of(t, "f1($X)"), Inside(of(t, "g1(...)")), Not(of(t, "h1(...)"))), [][]string{{"f1"}, {"g1"}}},
		{of(t, `f1("x-id", "a b")`), [][]string{{"f1"}, {"x-id"}}},
		{ofPy(t, "from a.bc import de"), [][]string{{"bc"}, {"de"}}},
		{Known("x"), nil},
	} {
		if got := tt.f.Words(); !slices.EqualFunc(got, tt.want, slices.Equal) {
			t.Errorf("words %v, want %v", got, tt.want)
		}
	}
}

func TestTextFiles(t *testing.T) {
	text := "größe\nname = \"a\"\n  name = \"b\"\n"
	for _, src := range []string{`name\s*=\s*"(?P<NAME>[^"]+)"`, `(?<!x)name\s*=\s*"(?P<NAME>[^"]+)"`} {
		f := OfText(re(t, src))
		ms, err := f.Find(&File{Text: []byte(text)})
		if err != nil || len(ms) != 2 {
			t.Fatalf("%s: %d matches, %v", src, len(ms), err)
		}
		b, _ := ms[0].Bind.Get("$NAME")
		if got := text[b.Span.Start:b.Span.End]; got != "a" || b.Text != "a" {
			t.Errorf("%s: $NAME is %q, at its span %q", src, b.Text, got)
		}
		if got := f.Metavars(); !slices.Equal(got, []string{"$NAME"}) {
			t.Errorf("metavariables %v", got)
		}
	}
	optional := OfText(re(t, `(?P<OFF>#)?(?P<NAME>\w+)=`))
	ms, err := optional.Find(&File{Text: []byte("A=1\n#B=2\n")})
	if err != nil || len(ms) != 2 {
		t.Fatalf("%d matches, %v", len(ms), err)
	}
	if _, ok := ms[0].Bind.Get("$OFF"); ok {
		t.Error("a group that took no part binds nothing")
	}
}

func TestNegativesInBrokenCode(t *testing.T) {
	f := All(of(t, "f($X)"), NotInside(of(t, "function $F(...) { ... }")))
	file := fileFor(t, "f(1);\nfunction a( { f(2); }}} (\nf(3);")
	if len(file.Tree.Errors) == 0 {
		t.Fatal("the code has no syntax error")
	}
	ms, err := f.Find(file)
	if err != nil {
		t.Fatal(err)
	}
	all, err := of(t, "f($X)").Find(fileFor(t, string(file.Tree.Text())))
	if err != nil || len(all) != len(ms)+len(file.Doubtful) || len(file.Doubtful) == 0 {
		t.Errorf("%d kept, %d doubtful of %d (%v)", len(ms), len(file.Doubtful), len(all), err)
	}
}

func TestLookaroundOverFiles(t *testing.T) {
	text := "resource \"c\" \"a\" {\n  name = \"é-a\"\n  key = \"/id\"\n}\nresource \"c\" \"b\" {\n  name = \"b\"\n}\nresource \"c\" \"d\" {\n  name = \"d\"\n  key = \"/x\"\n}\n"
	f := OfText(re(t, `(?s)resource\s+"c"[^{]*\{(?:(?!\n\}).)*?\bname\s*=\s*"(?P<NAME>[^"$]+)"(?:(?!\n\}).)*?key\s*=\s*"(?P<PATH>/[^"]+)"`))
	ms, err := f.Find(&File{Text: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	if got := show(ms); !slices.Equal(got, []string{"$NAME=é-a $PATH=/id", "$NAME=d $PATH=/x"}) {
		t.Errorf("%q", got)
	}
	for _, m := range ms {
		b, _ := m.Bind.Get("$PATH")
		if text[b.Span.Start:b.Span.End] != b.Text {
			t.Errorf("span of %q is %q", b.Text, text[b.Span.Start:b.Span.End])
		}
	}
}

// TestConcurrentUse shares formulas and a tree between goroutines; the race detector looks on.
func TestConcurrentUse(t *testing.T) {
	tree := parse(t, syntax.TypeScript(), "const a = 'x';\nf(a); g({ id: 1 });\n")
	s := NewSet(of(t, `f("x")`), of(t, "{..., $K: $V, ...}"), of(t, "g($X)").Where(regexOn(t, "$X", `(?!a)`)))
	env := NewFileEnv(tree)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			all, err := s.Find(&File{Tree: tree, Lang: TypeScript, Env: env}, nil)
			if err != nil || len(all[0]) != 1 || len(all[1]) != 1 || len(all[2]) != 1 {
				t.Errorf("%v, %v", all, err)
			}
		})
	}
	wg.Wait()
}

func TestRegexpGivesUp(t *testing.T) {
	r := re(t, `(?!b)(a+)+$`)
	r.back.MatchTimeout = 20 * time.Millisecond
	_, err := OfText(r).Find(&File{Text: []byte(strings.Repeat("a", 40) + "!")})
	if !errors.Is(err, ErrRegexpTime) {
		t.Errorf("error %v, want ErrRegexpTime", err)
	}
	if _, err := CompileRegexp("("); err == nil {
		t.Error("a broken expression compiles")
	}
}

func TestComparison(t *testing.T) {
	values := map[string]any{"$X": 5.0, "$S": "Ab", "$B": true}
	for src, want := range map[string]any{
		"1 + 2 * 3":                      7.0,
		"(1 + 2) * 3":                    9.0,
		"2 ** 3 ** 1":                    8.0,
		"7 // 2":                         3.0,
		"-7 % 3":                         2.0,
		"1 < $X < 10":                    true,
		"1 < $X < 3":                     false,
		"not $B":                         false,
		"$X in (1, 5)":                   true,
		"$X not in [1, 5,]":              false,
		"'b' in $S":                      true,
		"int('0x1f', 16) == 31 or False": false,
		"int('1f', 16)":                  31.0,
		"str(5) + 'a'":                   "5a",
		"lower($S) == 'ab'":              true,
		"$S.upper()":                     "AB",
		"$S.startswith('A')":             true,
		"re.match(r'\\w+$', $S)":         true,
		"len($S)":                        2.0,
		"$X == None":                     false,
		"$S is not None":                 true,
		"True and 0x10 == 16":            true,
	} {
		c, err := parseComparison(src)
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		got, ok := c.root.eval(func(n string) (any, bool) { v, ok := values[n]; return v, ok })
		if src[:3] == "int" && !ok && want == false {
			continue
		}
		if !ok || got != want {
			t.Errorf("%s = %v (%v), want %v", src, got, ok, want)
		}
	}
	for _, src := range []string{"", "1 +", "foo", "$X >", "(1", "1 2", "x.y()", "$S.nope()", "é", strings.Repeat("(", 3000)} {
		if _, err := parseComparison(src); err == nil {
			t.Errorf("%.20q parses", src)
		}
	}
	if _, ok := mustEval(t, "1 / 0"); ok {
		t.Error("1 / 0 has a value")
	}
}

func mustEval(t *testing.T, src string) (any, bool) {
	t.Helper()
	c, err := parseComparison(src)
	if err != nil {
		t.Fatal(err)
	}
	return c.root.eval(func(string) (any, bool) { return nil, false })
}
