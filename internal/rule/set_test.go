package rule

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/value"
)

// loadAll loads sources that must have no problems.
func loadAll(t *testing.T, sources []Source, o Options) *Set {
	t.Helper()
	set, problems := Load(sources, o)
	for _, p := range problems {
		t.Error(p)
	}
	return set
}

func findCheck(t *testing.T, s *Set, id string) *Check {
	t.Helper()
	for _, c := range s.Checks {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("no check %s", id)
	return nil
}

func TestExtends(t *testing.T) {
	set := loadAll(t, packs(t), Options{})
	base, c := findCheck(t, set, "request-id"), findCheck(t, set, "product-id")
	if base.Cause == nil || c.Cause != nil {
		t.Error("null does not remove the cause")
	}
	if c.Convention == nil || c.RollUp == nil || c.OK == nil || c.Require == nil {
		t.Error("keys are not inherited")
	}
	if c.Severity != "warning" || c.Priority != "P2" || c.Category != "product-id" || !slices.Equal(c.Extends, []string{"request-id"}) {
		t.Errorf("%+v", c)
	}
	if got := c.Param("header").Value.Str; got != "x-product-id" {
		t.Errorf("header %q", got)
	}
	if got := len(c.Param("own_hosts").Value.Elems); got != 2 || c.Param("nothing") != nil {
		t.Errorf("%d own hosts", got)
	}
	if base.Cause.Priority != "P0" || base.Cause.Severity != "error" || base.Cause.Fixes[1].Add.Import == nil {
		t.Errorf("cause %+v", base.Cause)
	}
	if strings.Contains(fmt.Sprint(findCheck(t, set, "tenant-id").Fixes), "0x") {
		t.Error("an empty list of fixes does not replace the base's")
	}
}

func TestChecks(t *testing.T) {
	set := loadAll(t, packs(t), Options{})
	env := findCheck(t, set, "env-example")
	var lets []string
	for _, l := range env.Let {
		lets = append(lets, l.Name)
	}
	if slices.Index(lets, "near") < 0 || len(lets) != 3 {
		t.Errorf("let names %v", lets)
	}
	if s := env.Against[0]; s.Name != "documented" || !joinsOnKey(s) || s.IfNone != "" {
		t.Errorf("%+v", s)
	}
	if joinsOnKey(env.Against[1]) {
		t.Error("listed_there is not about the key")
	}
	use := findCheck(t, set, "partition-key-use")
	if s := use.Against[0]; !joinsOnKey(s) || s.Where == nil || s.IfNone != "unknown" || !slices.Equal(s.Nearest, []string{"package", "repo", "workspace"}) {
		t.Errorf("default of where: %+v", s)
	}
	if !slices.Equal(use.Related, []string{"declared", "alias", "document", "rival"}) {
		t.Errorf("related %v", use.Related)
	}
	pooled := findCheck(t, set, "client-per-request")
	if len(pooled.Facts) != 1 || pooled.Facts[0].Check != "client-per-request" || pooled.Facts[0].Kind != "pooled-client" {
		t.Errorf("facts in place: %+v", pooled.Facts)
	}
	if f := pooled.Facts[0]; !slices.Equal(f.KnownTypes, []string{"pooled-client"}) || len(f.Languages) != 4 {
		t.Errorf("pattern-known: %v %v", f.KnownTypes, f.Languages)
	}
}

func TestLetNamesStandAfterThoseTheyUse(t *testing.T) {
	src := check("let:\n      c: b + a\n      b: a + 1\n      a: size(key)\n      d: '[1].map(c, c)'")
	set := loadAll(t, []Source{{"a.yaml", []byte(src)}}, Options{})
	var got []string
	for _, l := range set.Checks[0].Let {
		got = append(got, l.Name+" "+l.Program.Type().String())
	}
	if want := []string{"a int", "b int", "c int", "d list(int)"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// check is a file with one check that has extra keys.
func check(extra string) string {
	return `facts:
  - {id: queues, kind: queue, role: published, languages: [typescript], pattern: "publish($Q, ...)", key: $Q}
checks:
  - id: first
    category: queues
    severity: error
    priority: P1
    why: Because.
    bad: a
    good: b
    each: {kind: queue}
    require: true
    message: m
    ` + extra + "\n"
}

func TestSettings(t *testing.T) {
	src := check("params: {names: [productId], limit: 1.5}\n    convention: {in: repo}") + "  - {id: second, extends: first}\n"
	node := func(s string) *yaml.Node {
		var n yaml.Node
		if err := yaml.Unmarshal([]byte(s), &n); err != nil {
			t.Fatal(err)
		}
		return n.Content[0]
	}
	set := loadAll(t, []Source{{"a.yaml", []byte(src)}}, Options{
		Params:   []ParamSetting{{ID: "first", Name: "limit", Node: node("2")}},
		Severity: []Setting{{ID: "second", Value: "info"}},
		Enable:   []Setting{{ID: "second"}},
		Disable:  []Setting{{ID: "queues"}},
	})
	first, second := findCheck(t, set, "first"), findCheck(t, set, "second")
	if !first.ParamSet || first.Param("limit").Value.Num != 2 || first.Enabled || first.Severity != "error" {
		t.Errorf("first %+v", first)
	}
	if second.ParamSet || second.Param("limit").Value.Num != 1.5 || !second.Enabled || second.Severity != "info" {
		t.Errorf("second %+v", second)
	}
	if len(set.Facts) != 0 || set.Schema.Kinds["queue"] == nil {
		t.Error("a disabled facts entry finds nothing, and its kind still exists")
	}
	set = loadAll(t, []Source{{"a.yaml", []byte(src)}}, Options{Disable: []Setting{{ID: "first"}}})
	if len(set.Checks) != 1 || set.Checks[0].ID != "second" {
		t.Error("a check may extend one that is disabled")
	}
}

func TestFailedFileNamesOnlyItself(t *testing.T) {
	bad := strings.Replace(check(""), "require: true", "require: key +", 1)
	good := `facts:
  - {kind: topic, languages: [python], pattern: subscribe($T), key: $T}
checks:
  - id: good
    category: queues
    severity: error
    priority: P1
    why: Because.
    bad: a
    good: b
    each: {kind: queue}
    require: true
    message: m
  - {id: derived, extends: first}
`
	set, problems := Load([]Source{{"bad.yaml", []byte(bad)}, {"good.yaml", []byte(good)}}, Options{})
	if len(problems) != 1 || problems[0].File != "bad.yaml" || problems[0].Line != 12 {
		t.Errorf("problems %v", problems)
	}
	if len(set.Facts) != 1 || len(set.Checks) != 1 || set.Checks[0].ID != "good" {
		t.Errorf("facts %v, checks %v", set.Facts, set.Checks)
	}
	if len(set.Warnings) != 1 || !strings.Contains(set.Warnings[0].Error(), "good.yaml:14:5: derived: not loaded, because first has errors") {
		t.Errorf("warnings %v", set.Warnings)
	}
}

func TestRules(t *testing.T) {
	src := `rules:
  - id: r
    message: $X
    languages: [ts, python, java]
    severity: MEDIUM
    metadata: {category: c, why: w, priority: high, n: 1, deep: {a: [true, null]}}
    pattern: f($X, $...REST)
    fix: g($X)
    options: {symbolic_propagation: true}
    paths: {include: [src, "*.ts"]}
  - {id: t, message: m, languages: [java], severity: LOW, pattern: f($X)}
  - {id: j, message: m, languages: [python], severity: ERROR, mode: join, join: {}}
  - {id: g, message: m, languages: [generic], severity: ERROR, pattern: a $X b}
  - {id: x, message: m, languages: [regex], severity: ERROR, pattern-regex: "a(?P<X>b)"}
`
	set := loadAll(t, []Source{{"a.yaml", []byte(src)}}, Options{})
	r := set.Rules[0]
	if r.Severity != "warning" || r.Category != "c" || r.Why != "w" || r.Priority != "P2" || r.Fix != "g($X)" {
		t.Errorf("%+v", r)
	}
	if !slices.Equal(r.Languages, []string{Python, TypeScript}) || !slices.Equal(r.Unsupported, []string{"java"}) {
		t.Errorf("languages %v, unsupported %v", r.Languages, r.Unsupported)
	}
	if !slices.Equal(r.Metavars, []string{"$...REST", "$X"}) || r.Options["symbolic_propagation"] != true {
		t.Errorf("metavars %v, options %v", r.Metavars, r.Options)
	}
	if got := fmt.Sprint(r.Metadata); got != "map[category:c deep:map[a:[true <nil>]] n:1 priority:high why:w]" {
		t.Error(got)
	}
	for i, want := range []string{"", "language java", "mode: join", "code patterns in languages: [generic]", ""} {
		if got := set.Rules[i].NotOffered; got != want {
			t.Errorf("%s is not offered for %q, want %q", set.Rules[i].ID, got, want)
		}
	}
	if got := set.Rules[4]; !slices.Equal(got.Metavars, []string{"$X"}) || got.Formulas[Regex] == nil {
		t.Errorf("%+v", got)
	}
}

func TestWords(t *testing.T) {
	src := check("params: {names: [productId]}") + `  - id: second
    extends: first
    each:
      kind: queue
      facts:
        - languages: [typescript, javascript, python]
          pattern: "{..., $NAME: $VALUE, ...}"
          where: name_in($NAME, params.names) && $VALUE in ['one', 'two'] && is_a($VALUE, 'a.B')
          key: $NAME
`
	set := loadAll(t, []Source{{"a.yaml", []byte(src)}}, Options{})
	f := findCheck(t, set, "second").Facts[0]
	want := [][]expr.Word{{{Text: "productid", Fold: true}}, {{Text: "one"}, {Text: "two"}}}
	if got := f.Words(TypeScript); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("words %v, want %v", got, want)
	}
	if got := f.TypeTests(); !slices.Equal(got, []expr.TypeTest{{Metavar: "$VALUE", Type: "a.B"}}) {
		t.Errorf("type tests %v", got)
	}
	if got := set.Facts[0].Words(TypeScript); fmt.Sprint(got) != "[[{publish false}]]" {
		t.Errorf("words %v", got)
	}
	if f.Formulas[TypeScript] != f.Formulas[JavaScript] || f.Formulas[Python] == nil {
		t.Error("javascript shares typescript's formula, python has its own")
	}
}

func TestPaths(t *testing.T) {
	for _, c := range []struct {
		globs, path string
		want        bool
	}{
		{"*.tf", "infra/main.tf", true}, {"*.tf", "main.tfvars", false}, {"tests", "a/tests/b.ts", true},
		{"tests/", "tests/b.ts", true}, {"/tests", "a/tests/b.ts", false}, {"/tests", "tests/b.ts", true},
		{"src/*.ts", "pkg/src/a.ts", true}, {"src/*.ts", "src/deep/a.ts", false}, {"src/**/*.ts", "src/deep/a.ts", true},
		{".env.*.example", "web/.env.local.example", true}, {"./a.ts", "a.ts", true},
	} {
		if got := (Paths{Include: []string{c.globs}}).Match(c.path); got != c.want {
			t.Errorf("%s matches %s: %v", c.globs, c.path, got)
		}
		if got := (Paths{Exclude: []string{c.globs}}).Match(c.path); got == c.want {
			t.Errorf("%s excludes %s: %v", c.globs, c.path, !got)
		}
	}
}

func TestParamTypes(t *testing.T) {
	for src, want := range map[string]string{
		"a": "a string", "1": "a whole number", "1.5": "a number", "true": "true or false", "[]": "a list of strings",
		"[1, 2]": "a list of whole numbers", "[1, 2.5]": "a list of numbers", "[1, a]": "a list of anything",
		"{}": "a mapping of names to strings", "{a: [x], b: []}": "a mapping of names to lists", "2026-01-01": "a string",
	} {
		r := &reporter{}
		if got := typeOf(parseFile("a", []byte(src), r)).String(); got != want || r.failed() {
			t.Errorf("%s is %s, want %s", src, got, want)
		}
	}
	v := toValue(parseFile("a", []byte("{a: [1, x, null, true]}"), &reporter{}))
	if !value.Same(v, value.NewObject(value.Prop{Key: "a", Value: value.NewList(value.NewNumber(1),
		value.NewString("x").With(func(c *value.Value) { c.Origin = value.Literal }), value.NewNull(), value.NewBool(true))})) {
		t.Errorf("%+v", v)
	}
}

func TestOneProcessorOrMany(t *testing.T) {
	sources := packs(t)
	for i := range sources {
		sources[i].Data = []byte(strings.ReplaceAll(string(sources[i].Data), "where:", "whre:"))
	}
	_, a := Load(sources, Options{})
	_, b := Load(sources, Options{})
	if len(a) == 0 || fmt.Sprint(a) != fmt.Sprint(b) {
		t.Error("problems differ from run to run")
	}
}

func joinsOnKey(s *FactSet) bool { return slices.Contains(s.Join.Fields, "key") }
