package link

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// field answers field: the access path by which code names a value. It goes by the spelling in the match and follows
// locals that are set once, so that the name is the one nearest to the data.
func (h *Host) field(args []*value.Value, _ *expr.Input) *value.Value {
	x := args[0]
	spelled := h.spellings(x)
	if x.Kind == value.Null && namesNothing(spelled) {
		return value.NewNull()
	}
	var out *value.Value
	for _, c := range spelled {
		v := pathOf(h.session(x), c)
		if out != nil && !value.Same(out, v) {
			return undecided("the same value goes by several names")
		}
		out = v
	}
	switch {
	case out != nil && (out.Kind != value.Unknown || x.Kind != value.List):
		return out
	case x.Kind == value.List && x.Open == "":
		l := value.NewList()
		for _, e := range x.Elems {
			l.Elems = append(l.Elems, h.field([]*value.Value{e}, nil))
		}
		return l
	}
	return undecided(reason(x, "no code names the value"))
}

// namesNothing reports whether a null value is written as null, or not at all.
func namesNothing(spelled []code) bool {
	for _, c := range spelled {
		if plain(c.u, c.n).Op != lang.OpNull {
			return false
		}
	}
	return true
}

// pathOf is the path, or for a list the list of paths, that an expression spells.
func pathOf(s *resolve.Session, c code) *value.Value {
	p := paths{s: s, left: maxHops}
	if list, ok := p.list(c); ok {
		l := value.NewList()
		for _, e := range list {
			l.Elems = append(l.Elems, p.value(e))
		}
		return l
	}
	return p.value(c)
}

// maxHops bounds how many locals, wrappers and calls one name is followed through.
const maxHops = 16

// paths finds the access path of one expression. why says why there is none.
type paths struct {
	s    *resolve.Session
	left int
	why  string
}

func (p *paths) value(c code) *value.Value {
	p.why = ""
	if path := p.of(c); path != "" {
		return value.NewString(path)
	}
	return undecided(p.why)
}

func (p *paths) none(why string) string {
	if p.why == "" {
		p.why = why
	}
	return ""
}

// list returns the elements of a list that c spells, itself or by a local.
func (p *paths) list(c code) ([]code, bool) {
	e := plain(c.u, c.n)
	switch e.Op {
	case lang.OpIdent:
		if next, ok := p.setOnce(c.at(e.Node)); ok && p.left > 0 {
			p.left--
			return p.list(next)
		}
	case lang.OpList:
		var out []code
		for _, a := range e.Elems {
			if a.Spread {
				return nil, false
			}
			out = append(out, c.at(a.Value))
		}
		return out, true
	}
	return nil, false
}

// of returns the path of an expression that is itself the value; empty, with why, where it has none.
func (p *paths) of(c code) string {
	if p.left--; p.left < 0 {
		return p.none("it is handed on too often")
	}
	switch c.n.Parent().Type() {
	case "dictionary_splat", "list_splat", "spread_element":
		return p.none("it may be among the arguments that are spread")
	}
	e := plain(c.u, c.n)
	c = c.at(e.Node)
	switch e.Op {
	case lang.OpIdent:
		return p.ident(c, e.Str)
	case lang.OpMember, lang.OpIndex:
		return p.member(c, e)
	case lang.OpTemplate:
		if len(e.Parts) == 1 && !e.Parts[0].Expr.IsNone() {
			return p.of(c.at(e.Parts[0].Expr))
		}
		return p.none("it is put together from several parts")
	case lang.OpCall:
		if inner, ok := conversion(c, e); ok {
			return p.of(inner)
		}
		return p.none("the result of a call")
	case lang.OpString, lang.OpNumber, lang.OpBool, lang.OpNull:
		return p.none("a literal has no name")
	case lang.OpBinary, lang.OpUnary:
		return p.none("the result of arithmetic")
	case lang.OpCond, lang.OpOr, lang.OpNullish, lang.OpAnd:
		return p.none("one of several values")
	}
	return p.none("code of this kind names no value")
}

// conversions are the functions that give their argument back as text, and as the partition key type of Cosmos DB's
// Go library; the value keeps its name.
var conversions = map[string]bool{"String": true, "str": true, "NewPartitionKeyString": true}

// conversion returns what a call such as String(x) or x.toString() is about.
func conversion(c code, e lang.Expr) (code, bool) {
	callee := c.u.Module().Expr(e.X)
	name := callee.Str
	if callee.Op == lang.OpMember && len(e.Args) == 0 && (name == "toString" || name == "__str__") {
		return c.at(callee.X), true
	}
	if callee.Op != lang.OpIdent && callee.Op != lang.OpMember || !conversions[name] || len(e.Args) != 1 {
		return code{}, false
	}
	a := e.Args[0]
	return c.at(a.Value), a.Name == "" && !a.Spread && !a.KeywordSpread
}

// member is the path of x.name or x["name"].
func (p *paths) member(c code, e lang.Expr) string {
	step := e.Str
	if e.Op == lang.OpIndex {
		k := p.s.Eval(c.u, e.Y, c.f)
		switch k.Kind {
		case value.String:
			step = k.Str
		case value.Number:
			step = strings.TrimSpace(e.Y.Text())
		default:
			return p.none("a key that is not known")
		}
	}
	if base := p.base(c.at(e.X)); base != "" {
		return base + "." + step
	}
	return ""
}

// base is the path of what a member is taken from: a name stands for itself there.
func (p *paths) base(c code) string {
	if p.left--; p.left < 0 {
		return p.none("the path is too long")
	}
	e := plain(c.u, c.n)
	switch e.Op {
	case lang.OpIdent:
		return e.Str
	case lang.OpThis:
		return e.Node.Text()
	case lang.OpMember, lang.OpIndex:
		return p.member(c.at(e.Node), e)
	case lang.OpCall:
		return p.none("a member of the result of a call")
	}
	return p.none("a member of something without a name")
}

// ident is the path of a name: that of what a local is set to, else the name itself.
func (p *paths) ident(c code, name string) string {
	id := c.u.Module().Resolve(c.n)
	if id == lang.NoBinding {
		return name
	}
	bind := &c.u.Module().Bindings[id]
	switch bind.Kind {
	case lang.Function, lang.ClassName, lang.Enum, lang.TypeName:
		return p.none("a " + c.u.File.Language + " declaration, not a value")
	case lang.Imported:
		return p.passed(c, name)
	}
	ws := writes(c.u.Module(), bind)
	switch {
	case len(ws) > 1, len(ws) == 1 && parameterItself(c.u.Module(), bind):
		return p.none(name + " is set more than once")
	case len(ws) == 0:
		return p.passed(c, name)
	}
	return p.assigned(c, ws[0], name)
}

// assigned is the path of a name that only the effect w sets.
func (p *paths) assigned(c code, w *lang.Effect, name string) string {
	if w.Op != "" && w.Op != "=" {
		return p.none(name + " is computed step by step")
	}
	var steps []string
	for _, s := range w.Steps {
		if s.Key == "" || s.Rest {
			return name
		}
		steps = append(steps, s.Key)
	}
	switch {
	case w.Source != lang.Plain:
		return name // a loop's element, what a `with` enters: the code's own name is the nearest
	case w.Value == syntax.None && len(steps) > 0:
		return strings.Join(steps, ".")
	case w.Value == syntax.None:
		return name
	}
	next := c.at(c.u.Module().Node(w.Value))
	next.f = p.s.FrameAt(c.u, next.n, c.f)
	if len(steps) == 0 {
		return p.of(next)
	}
	path := strings.Join(steps, ".")
	if base := p.base(next); base != "" {
		return base + "." + path
	}
	return path // of data that has no name itself
}

// passed is the path of a parameter or an import: what the call under evaluation passes, else its own name.
func (p *paths) passed(c code, name string) string {
	v := p.s.Eval(c.u, c.n, c.f)
	for _, s := range makerOf(v) {
		if s.u != c.u || s.n != c.n {
			return p.of(s)
		}
	}
	if v.Kind == value.String || v.Kind == value.Number {
		return p.none("a literal has no name")
	}
	return name
}

// setOnce returns what the name c is set to, if one plain assignment does.
func (p *paths) setOnce(c code) (code, bool) {
	id := c.u.Module().Resolve(c.n)
	if id == lang.NoBinding {
		return code{}, false
	}
	bind := &c.u.Module().Bindings[id]
	ws := writes(c.u.Module(), bind)
	if len(ws) != 1 || parameterItself(c.u.Module(), bind) || ws[0].Source != lang.Plain || ws[0].Value == syntax.None || len(ws[0].Steps) > 0 || ws[0].Op != "" {
		return code{}, false
	}
	n := c.u.Module().Node(ws[0].Value)
	return code{c.u, n, p.s.FrameAt(c.u, n, c.f)}, true
}

// writes returns the effects that give a name a value.
func writes(m *lang.Module, bind *lang.Binding) []*lang.Effect {
	var out []*lang.Effect
	for _, id := range bind.Effects {
		if e := &m.Effects[id]; e.Kind == lang.Write && e.Source != lang.Nothing {
			out = append(out, e)
		}
	}
	return out
}

// parameterItself reports whether a binding is a parameter, not a name inside one that is destructured.
func parameterItself(m *lang.Module, bind *lang.Binding) bool {
	if bind.Kind != lang.Param {
		return false
	}
	params := m.Funcs[bind.Func].Params
	return bind.Param < len(params) && params[bind.Param].Binding != lang.NoBinding
}
