package expr

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/value"
)

// vars are the names of one evaluation: a *value.Value, or a Var for sets and lets.
type vars map[string]any

// thing is the code behind a value of the tests.
type thing struct {
	source, text, field string
	at                  *value.Value
	members             map[string]*value.Value
}

func (t *thing) Select(name string) (*value.Value, bool) {
	v, ok := t.members[name]
	return v, ok
}

// host answers from the thing behind the first argument.
type host struct{}

func (host) Call(fn string, args []*value.Value, in *Input) *value.Value {
	if fn == "arg" {
		for _, a := range args {
			if v, ok := in.Match.Ref.Select("@" + printValue(a, "")); ok {
				return v
			}
		}
		return value.NewNull()
	}
	switch fn {
	case "nearest_files":
		return value.NewStrings("web/.env.example")
	case "files_above":
		return value.NewStrings("web/.env.example", ".env.example")
	case "listed":
		return value.NewBool(false)
	case "destination":
		return destination(args[0])
	case "sends":
		return args[0]
	}
	t, _ := args[0].Ref.(*thing)
	if t == nil {
		t = &thing{}
	}
	answers := map[string]string{"source": t.source, "freshness": t.source, "text": t.text, "field": t.field}
	if s := answers[fn]; s != "" {
		return value.NewString(s)
	}
	if t.at != nil && (fn == "place" || fn == "built_at") {
		return t.at
	}
	return value.NewUnknown(fn + " not known")
}

func destination(url *value.Value) *value.Value {
	switch {
	case url.Kind == value.Unknown && url.Origin != value.Env:
		return value.NewUnknown(url.Reason)
	case url.Origin == value.Env, strings.Contains(url.Str, "localhost"):
		return value.NewString("ours")
	case strings.HasPrefix(url.Str, "/"):
		return value.NewString("same-origin")
	}
	return value.NewString("third-party")
}

var (
	str  = value.NewString
	num  = value.NewNumber
	strs = value.NewStrings
	unk  = value.NewUnknown
	null = value.NewNull()
	list = value.NewList
)

func obj(kv ...any) *value.Value {
	o := value.NewObject()
	for i := 0; i < len(kv); i += 2 {
		o = o.Set(value.Prop{Key: kv[i].(string), Value: kv[i+1].(*value.Value)})
	}
	return o
}

func headers(open string, kv ...any) *value.Value {
	return obj(kv...).With(func(v *value.Value) { v.Open, v.Fold = open, true })
}

func branch(alts ...*value.Value) *value.Value { return &value.Value{Kind: value.Branch, Alts: alts} }

// fact is a fact at path:line with attributes.
func fact(at string, kv ...any) *value.Value {
	path, line, _ := strings.Cut(at, ":")
	members := map[string]*value.Value{"path": str(path), "line": num(float64(len(line)))}
	for i := 0; i < len(kv); i += 2 {
		members[kv[i].(string)] = kv[i+1].(*value.Value)
	}
	return &value.Value{Kind: value.Opaque, At: place1(at).At, Ref: &thing{members: members}}
}

func place1(at string) *value.Value {
	path, line, _ := strings.Cut(at, ":")
	n := 0
	for _, c := range line {
		n = n*10 + int(c-'0')
	}
	f := &value.File{Repo: "one", Path: path, Display: path, Line: func(int) int { return n }}
	return NewPlace(value.Place{File: f, End: 1})
}

func set(sure ...*value.Value) Var { return Var{Set: true, Sure: sure} }

func (s Var) maybe(facts ...*value.Value) Var { s.Maybe = facts; return s }

func with(base vars, kv ...any) vars {
	out := vars{}
	for k, v := range base {
		out[k] = v
	}
	for i := 0; i < len(kv); i += 2 {
		out[kv[i].(string)] = kv[i+1]
	}
	return out
}

func (v vars) input() *Input {
	in := &Input{Host: host{}, Repo: "one"}
	in.Lookup = func(name string) (Var, bool) {
		switch x := v[name].(type) {
		case *value.Value:
			return Var{Value: x}, true
		case Var:
			return x, true
		}
		return Var{}, false
	}
	if m, ok := v["match"].(*value.Value); ok {
		in.Match = m
	}
	return in
}

func baseEnv(t testing.TB) *Env {
	t.Helper()
	e, err := NewEnv(&Schema{Kinds: map[string]map[string][]string{
		"env":  {"read": nil, "documented": {"commented"}},
		"http": {"client": {"headers", "url"}, "call": {"client", "headers", "url"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// env declares the names of v, and every metavariable of src; lists of facts for sets.
func (v vars) env(t testing.TB, src string) *Env {
	t.Helper()
	e := baseEnv(t)
	var ds []Decl
	for n, x := range v {
		ty := Dyn
		if s, ok := x.(Var); ok && s.Set {
			ty = List(Dyn)
		}
		ds = append(ds, Decl{n, ty})
	}
	for _, m := range regexp.MustCompile(`\$(\.\.\.)?[A-Z_]+`).FindAllString(src, -1) {
		if v[m] == nil {
			ds = append(ds, Decl{m, Dyn})
		}
	}
	e, err := e.With(append(ds, Decl{"match", Dyn})...)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func compile(t testing.TB, e *Env, src string) *Program {
	t.Helper()
	p, problems := e.Compile(src)
	if len(problems) > 0 {
		t.Fatalf("%s: %v", src, problems)
	}
	return p
}

// printed shows a result and, of an unknown, the reason.
func printed(v *value.Value) string {
	if v.Kind == value.Unknown {
		return "unknown: " + v.Reason
	}
	return printValue(v, "one")
}

func (v vars) judge(t testing.TB, src string) string {
	t.Helper()
	return printed(compile(t, v.env(t, src), src).Judge(v.input()))
}

func (v vars) eval(t testing.TB, src string) string {
	t.Helper()
	return printed(compile(t, v.env(t, src), src).Eval(v.input()))
}

func (v vars) message(t testing.TB, src string) string {
	t.Helper()
	tpl, problems := v.env(t, src).CompileTemplate(src)
	if len(problems) > 0 {
		t.Fatalf("%s: %v", src, problems)
	}
	return tpl.Render(v.input())
}

// verdict is one row: want "unknown" stands for any reason.
type verdict struct {
	name string
	src  string
	vars vars
	want string
}

func judgeAll(t *testing.T, rows []verdict) {
	t.Helper()
	for _, r := range rows {
		name := r.name
		if name == "" {
			name = r.src
		}
		t.Run(name, func(t *testing.T) {
			got := r.vars.judge(t, r.src)
			if got != r.want && (r.want != "unknown" || !strings.HasPrefix(got, "unknown: ")) {
				t.Errorf("%s\n got %s\nwant %s", r.src, got, r.want)
			}
		})
	}
}

func lines(t testing.TB, file string) []string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(b)), "\n")
}

// packEnv has every name that the expressions of the packs use.
func packEnv(t testing.TB) *Env {
	t.Helper()
	e := baseEnv(t)
	ds := []Decl{{"match", Dyn}, {"at", Place}, {"other", Dyn}, {"language", String}, {"role", String}, {"repo", String},
		{"pkg", String}, {"path", String}, {"dir", String}, {"key", Dyn}, {"value", Dyn}}
	for _, s := range strings.Fields("sites declared alias document rival configured example sent publisher alike foreign reader documented listed_there") {
		ds = append(ds, Decl{s, List(Dyn)})
	}
	for _, s := range strings.Fields("headers url client is_id commented by_name by_id another_field effect instead ours examples above near names database") {
		ds = append(ds, Decl{s, Dyn})
	}
	for _, s := range strings.Fields("names env_names values own_hosts exempt files ignore") {
		ds = append(ds, Decl{"params." + s, List(String)})
	}
	ds = append(ds, Decl{"params.header", String}, Decl{"params.same_origin", Bool}, Decl{"params.instead", Map(String)})
	seen := map[string]bool{}
	for _, file := range []string{"testdata/expressions.txt", "testdata/templates.txt"} {
		for _, l := range lines(t, file) {
			for _, m := range regexp.MustCompile(`\$[A-Z_]+`).FindAllString(l, -1) {
				if !seen[m] {
					seen[m] = true
					ds = append(ds, Decl{m, Dyn})
				}
			}
		}
	}
	e, err := e.With(ds...)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestPacksCompile(t *testing.T) {
	e := packEnv(t)
	for _, src := range lines(t, "testdata/expressions.txt") {
		if _, problems := e.Compile(src); len(problems) > 0 {
			t.Errorf("%s: %v", src, problems)
		}
	}
	for _, src := range lines(t, "testdata/templates.txt") {
		if _, problems := e.CompileTemplate(src); len(problems) > 0 {
			t.Errorf("%s: %v", src, problems)
		}
	}
}

func BenchmarkCompilePacks(b *testing.B) {
	e := packEnv(b)
	expressions, templates := lines(b, "testdata/expressions.txt"), lines(b, "testdata/templates.txt")
	for b.Loop() {
		for _, src := range expressions {
			e.Compile(src)
		}
		for _, src := range templates {
			e.CompileTemplate(src)
		}
	}
}

func BenchmarkWith(b *testing.B) {
	e := packEnv(b)
	for b.Loop() {
		if _, err := e.With(Decl{"further", Dyn}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRequire(b *testing.B) {
	v := vars{"params.header": str("x-request-id"), "headers": headers("", "Accept", str("json"), "X-Request-Id", str("1"))}
	p := compile(b, v.env(b, ""), "params.header in headers")
	in := v.input()
	for b.Loop() {
		p.Judge(in)
	}
}

func BenchmarkRequireSet(b *testing.B) {
	declared := set()
	for range 20 {
		declared.Sure = append(declared.Sure, fact("a.ts:1", "value", strs("/id")))
	}
	v := vars{"value": strs("/id"), "declared": declared}
	p := compile(b, v.env(b, ""), "declared.all(d, d.value == value)")
	in := v.input()
	for b.Loop() {
		p.Judge(in)
	}
}

func TestNamesAreSorted(t *testing.T) {
	if names := packEnv(t).Names(); !slices.IsSorted(names) {
		t.Error(names)
	}
}
