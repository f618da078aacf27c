package judge

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/value"
)

// Check is a check that is ready to be asked. It is immutable and may be shared.
type Check struct {
	ID, Category, Severity, Priority string
	Why                              string

	params     map[string]*value.Value
	each       selector
	against    []selector
	lets       map[string]*expr.Program
	require    *expr.Program
	onePer     []*expr.Program
	related    *expr.Program // nil: all facts of all sets
	noRelated  bool
	convention bool
	rollUp     bool
	also       *selector
	message    *expr.Template
}

// selector picks facts.
type selector struct {
	name, kind, ifNone string
	roles              []string
	where              *expr.Program // nil for a set without a condition of its own, and for all
}

var compiled sync.Map // id to func() (*Check, error)

// Find returns the check of that id. Checks are compiled once.
func Find(id string) (*Check, error) {
	f, _ := compiled.LoadOrStore(id, sync.OnceValues(func() (*Check, error) { return compile(id) }))
	return f.(func() (*Check, error))()
}

func compile(id string) (*Check, error) {
	b, err := theBook()
	if err != nil {
		return nil, err
	}
	t := b.checks[id]
	if t == nil {
		return nil, fmt.Errorf("there is no check %s", id)
	}
	c := &Check{ID: id, Category: t.Category, Severity: t.Severity, Priority: t.Priority, Why: t.Why,
		params: map[string]*value.Value{}, lets: map[string]*expr.Program{}}
	for name, v := range t.Params {
		c.params[name] = FromYAML(v)
	}
	k := &compiler{check: c}
	k.names(b, t)
	k.judging(t)
	return c, k.err
}

// compiler compiles a check, and keeps the first error.
type compiler struct {
	check *Check
	site  *expr.Env
	other *expr.Env
	err   error
}

// siteFields are what every fact has, as expressions name it.
var siteFields = []string{"key", "value", "role", "kind", "repo", "pkg", "path", "dir", "file", "language", "line"}

// names declares all that expressions of the check may use. Types are left to evaluation: package rule has checked them.
func (k *compiler) names(b *book, t *checkText) {
	names := append(slices.Clone(siteFields), b.attributes()...)
	for p := range t.Params {
		names = append(names, "params."+p)
	}
	for l := range t.Let {
		names = append(names, l)
	}
	for s := range t.Against {
		names = append(names, s)
	}
	names = append(names, "sites", "at")
	slices.Sort(names)
	var decls []expr.Decl
	for _, n := range slices.Compact(names) {
		decls = append(decls, expr.Decl{Name: n})
	}
	base, err := expr.NewEnv(nil)
	if err == nil {
		k.site, err = base.With(decls...)
	}
	if err == nil {
		k.other, err = k.site.With(expr.Decl{Name: "other"})
	}
	k.err = err
}

// attributes are the names of all attributes that facts of the rule files have.
func (b *book) attributes() []string {
	var out []string
	for _, f := range b.facts {
		out = append(out, f.names()...)
	}
	for _, c := range b.checks {
		for _, f := range c.Each.Facts {
			out = append(out, f.names()...)
		}
	}
	return out
}

func (f factText) names() []string {
	out := slices.Collect(maps.Keys(f.Attribute))
	for _, c := range f.Cases {
		out = append(out, c.names()...)
	}
	return out
}

func (k *compiler) judging(t *checkText) {
	c := k.check
	c.each = k.selector("", t.Each, k.site)
	for _, name := range slices.Sorted(maps.Keys(t.Against)) {
		c.against = append(c.against, k.selector(name, t.Against[name], k.other))
	}
	for name, text := range t.Let {
		c.lets[name] = k.program(k.site, text)
	}
	c.require = k.program(k.site, t.Require)
	for _, text := range t.OnePer {
		c.onePer = append(c.onePer, k.program(k.site, text))
	}
	if t.Related != nil {
		c.noRelated = len(*t.Related) == 0
		for _, text := range *t.Related {
			c.related = k.program(k.site, text)
		}
	}
	c.rollUp = t.RollUp != nil
	if t.Convention != nil {
		c.convention = true
		if t.Convention.Also != nil {
			also := k.selector("", *t.Convention.Also, k.site)
			c.also = &also
		}
	}
	if k.err != nil {
		return
	}
	var problems []expr.Problem
	c.message, problems = k.site.CompileTemplate(t.Message)
	k.failed("message", problems)
}

func (k *compiler) selector(name string, t selectorText, env *expr.Env) selector {
	s := selector{name: name, kind: t.Kind, ifNone: t.IfNone, roles: t.Role}
	switch {
	case t.Where != "":
		s.where = k.program(env, t.Where)
	case name != "":
		s.where = k.program(env, "other.key == key")
	}
	return s
}

func (k *compiler) program(env *expr.Env, text string) *expr.Program {
	if text == "" || k.err != nil {
		return nil
	}
	p, problems := env.Compile(text)
	k.failed(text, problems)
	return p
}

func (k *compiler) failed(what string, problems []expr.Problem) {
	if len(problems) > 0 && k.err == nil {
		k.err = fmt.Errorf("`%s`: %s", what, problems[0].Message)
	}
}

// FromYAML makes a value of what yaml.v3 decodes into an any. What rule files and settings say is literal.
func FromYAML(x any) *value.Value {
	literal := func(v *value.Value) *value.Value {
		return v.With(func(c *value.Value) { c.Origin = value.Literal })
	}
	switch x := x.(type) {
	case nil:
		return value.NewNull()
	case bool:
		return literal(value.NewBool(x))
	case int:
		return literal(value.NewNumber(float64(x)))
	case float64:
		return literal(value.NewNumber(x))
	case []any:
		l := value.NewList()
		for _, e := range x {
			l.Elems = append(l.Elems, FromYAML(e))
		}
		return literal(l)
	case map[string]any:
		o := value.NewObject()
		for _, key := range slices.Sorted(maps.Keys(x)) {
			o.Props = append(o.Props, value.Prop{Key: key, Value: FromYAML(x[key])})
		}
		return literal(o)
	}
	return literal(value.NewString(fmt.Sprint(x)))
}
