package link

import (
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// What freshness says.
const (
	constant = "constant"
	once     = "once"
	perUse   = "per-use"
)

// freshness says how often a value is computed, seen from the site that uses it.
func (h *Host) freshness(args []*value.Value, in *expr.Input) *value.Value {
	v := args[0]
	switch {
	case v.Kind == value.Branch:
		return h.freshnessOfAll(v, in)
	case v.Kind == value.Null, v.Origin == value.Literal, v.Origin == value.Env, v.Origin == value.EnvDefault, v.Origin == value.Config:
		return value.NewString(constant)
	case v.Origin == value.Parameter:
		return value.NewUnknown(reason(v, "a parameter"))
	}
	u, n, f, ok := resolve.Code(v)
	if !ok {
		return value.NewUnknown("no code stands behind the value")
	}
	r := &lives{l: h.l, s: h.session(v), active: map[codeKey]bool{}}
	return r.computedWhen(code{u, n, f}, siteCode(in))
}

func (h *Host) freshnessOfAll(v *value.Value, in *expr.Input) *value.Value {
	out := ""
	for _, a := range v.Alts {
		if a.Kind == value.Null {
			continue
		}
		r := h.freshness([]*value.Value{a}, in)
		if r.Kind == value.Unknown || out != "" && r.Str != out {
			return value.NewUnknown("differs by branch")
		}
		out = r.Str
	}
	return value.NewString(out)
}

// codeSite is the code of the site that a question is asked of.
type codeSite struct {
	unit   *resolve.Unit
	node   syntax.Node
	client bool // it makes an object that is kept; else it is used up at once
}

func siteCode(in *expr.Input) codeSite {
	m := in.Match
	if in.Site != nil {
		if f := factOf(in.Site); f != nil {
			m = f.Match
		}
	}
	if m == nil {
		return codeSite{}
	}
	u, n, _, _ := resolve.Code(m)
	_, client := resolve.Means(m, typeClient)
	return codeSite{u, n, client}
}

// computedWhen climbs from the code that computes a value over the calls that led there. Code of a module's body, or among the
// arguments of the call that makes the site's object, runs once; that of a constructor once for each object; a function that
// nobody is seen to call on the way is a method, a callback or a getter, and runs for each use.
func (r *lives) computedWhen(c code, site codeSite) *value.Value {
	for range 32 {
		m := c.u.Module()
		fn := m.FuncAt(c.n)
		inside := site.unit == c.u && c.n.Within(site.node)
		switch cls := fieldOf(m, c.n); {
		case inside && m.FuncAt(site.node) == fn && !site.client:
			return value.NewString(perUse)
		case cls != lang.NoClass:
			return r.perObject(c.u, cls)
		case inside && m.FuncAt(site.node) == fn && m.Funcs[fn].Kind != lang.Constructor:
			return value.NewString(once)
		case fn == 0:
			return value.NewString(fromBody(c, site))
		case site.unit == c.u && m.FuncAt(site.node) == fn && m.Funcs[fn].Kind != lang.Constructor, m.Funcs[fn].Kind == lang.Getter:
			return value.NewString(perUse)
		}
		cu, cn, caller, ok := c.f.Call()
		switch {
		case m.Funcs[fn].Kind == lang.Constructor:
			if !ok {
				return r.perObject(c.u, m.Funcs[fn].Class)
			}
		case !ok || c.f.Func != fn || c.f.Unit != c.u || c.f.IsCallback():
			return value.NewString(perUse)
		}
		c = code{cu, cn, caller}
	}
	return value.NewString(perUse)
}

// perObject says how often what each object of a class computes anew is computed: for each use where the objects are made for one.
func (r *lives) perObject(u *resolve.Unit, cls lang.ClassID) *value.Value {
	switch l := r.instances(u, cls); l.kind {
	case "":
		return undecided(l.why)
	case lifeCall:
		return value.NewString(perUse)
	}
	return value.NewString(once)
}

// fieldOf returns the class of which n initialises a field of each object, NoClass for other code.
func fieldOf(m *lang.Module, n syntax.Node) lang.ClassID {
	for ; !n.IsNone(); n = n.Parent() {
		if _, ok := m.FuncOf[n.ID()]; ok {
			break
		}
		if t := n.Type(); t == "public_field_definition" || t == "field_definition" {
			if n.HasToken("static") {
				break
			}
			return m.ClassAt(n)
		}
	}
	return lang.NoClass
}

// fromBody is for what the body of a module computes: once, whoever uses it, but for a request that the body itself sends once.
func fromBody(c code, site codeSite) string {
	if site.unit != c.u || site.client || c.u.Module().FuncAt(site.node) != 0 {
		return once
	}
	for p := site.node; !p.IsNone() && !c.n.Within(p); p = p.Parent() {
		switch p.Type() {
		case "for_statement", "for_in_statement", "while_statement", "do_statement", "list_comprehension", "set_comprehension",
			"dictionary_comprehension", "generator_expression":
			return once
		}
	}
	return perUse
}
