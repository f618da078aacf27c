package doctest

import (
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/value"
)

// TestExpressions evaluates the tables of expressions.
func TestExpressions(t *testing.T) {
	d := readDocument(t, language)
	names, seen := map[string]*value.Value{}, 0
	for _, s := range d.sections {
		for _, r := range s.rows {
			switch {
			case len(r.head) >= 2 && r.head[0] == "name" && r.head[1] == "stands for":
				d.declare(t, r, names)
			case len(r.head) >= 2 && r.head[0] == "expression" && r.head[1] == "gives":
				d.evaluate(t, r, names)
				seen++
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d expressions were found in %s", seen, d.path)
	}
}

// declare notes a name. Several code spans in its cell are what it stands for by branch.
func (d *document) declare(t *testing.T, r row, names map[string]*value.Value) {
	var alts []*value.Value
	for _, src := range spans(r.cells[1]) {
		alts = append(alts, d.value(t, r.line, src, names))
	}
	v := alts[0]
	if len(alts) > 1 {
		v = &value.Value{Kind: value.Branch, Alts: alts}
	}
	names[spans(r.cells[0])[0]] = v
}

// evaluate compares an expression with what the row says. Both are evaluated; "unknown" in words is any unknown.
func (d *document) evaluate(t *testing.T, r row, names map[string]*value.Value) {
	t.Helper()
	src := spans(r.cells[0])[0]
	got := d.value(t, r.line, src, names)
	if reason, ok := strings.CutPrefix(r.cells[1], "unknown"); ok {
		reason = strings.TrimPrefix(reason, ": ")
		if got.Kind != value.Unknown || reason != "" && got.Reason != reason {
			t.Errorf("%s: `%s` gives %s %q", d.at(r.line), src, got.Kind, got.Reason+d.show(t, got))
		}
		return
	}
	want := d.value(t, r.line, spans(r.cells[1])[0], nil)
	if got.Kind != want.Kind || d.show(t, got) != d.show(t, want) {
		t.Errorf("%s: `%s` gives %s %s %s", d.at(r.line), src, got.Kind, d.show(t, got), got.Reason)
	}
}

// value evaluates an expression as `require` would.
func (d *document) value(t *testing.T, line int, src string, names map[string]*value.Value) *value.Value {
	t.Helper()
	var decls []expr.Decl
	for n := range names {
		decls = append(decls, expr.Decl{Name: n, Type: expr.Dyn})
	}
	env, err := expr.NewEnv(nil)
	if err == nil {
		env, err = env.With(decls...)
	}
	if err != nil {
		t.Fatalf("%s: %v", d.at(line), err)
	}
	p, problems := env.Compile(src)
	if len(problems) > 0 {
		t.Fatalf("%s: `%s`: %s", d.at(line), src, problems[0])
	}
	return p.Judge(&expr.Input{Lookup: func(name string) (expr.Var, bool) {
		v, ok := names[name]
		return expr.Var{Value: v}, ok
	}})
}

// show writes a value as messages do.
func (d *document) show(t *testing.T, v *value.Value) string {
	t.Helper()
	env, err := expr.NewEnv(nil)
	if err == nil {
		env, err = env.With(expr.Decl{Name: "v"})
	}
	if err != nil {
		t.Fatal(err)
	}
	tpl, problems := env.CompileTemplate("{v}")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return tpl.Render(&expr.Input{Lookup: func(name string) (expr.Var, bool) {
		return expr.Var{Value: v}, name == "v"
	}})
}
