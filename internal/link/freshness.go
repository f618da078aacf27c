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
	return value.NewString(computedWhen(u, n, f, siteCode(in)))
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

// computedWhen climbs from the code that computes a value over the calls that led there. Code of a module's body, of a
// constructor, or among the arguments of the call that makes the site's object runs once; a function that nobody is
// seen to call on the way is a method, a callback or a getter, and runs for each use.
func computedWhen(u *resolve.Unit, n syntax.Node, f *resolve.Frame, site codeSite) string {
	for range 32 {
		m := u.Module
		fn := m.FuncAt(n)
		inside := site.unit == u && n.Within(site.node)
		if inside && m.FuncAt(site.node) == fn {
			if site.client {
				return once
			}
			return perUse
		}
		if fn == 0 {
			return once
		}
		if site.unit == u && m.FuncAt(site.node) == fn {
			return perUse
		}
		switch m.Funcs[fn].Kind {
		case lang.Getter:
			return perUse
		case lang.Constructor:
			if cu, cn, caller, ok := f.Call(); ok {
				u, n, f = cu, cn, caller
				continue
			}
			return once
		}
		cu, cn, caller, ok := f.Call()
		if !ok || f.Func != fn || f.Unit != u || f.IsCallback() {
			return perUse
		}
		u, n, f = cu, cn, caller
	}
	return perUse
}
