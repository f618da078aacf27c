package link

import (
	"fmt"
	"slices"

	"github.com/bytelyst/connaudit/internal/edit"
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// Insertion is where an entry of an object is to be written.
type Insertion struct {
	Unit  *resolve.Unit
	Place edit.Place
}

// Insertion finds where an entry is added to the object that a fact records as an attribute: where the matched code gives it, or
// may give it, as the entry that matches the code says of the attribute of this name; else in to, what the attribute is, if the code
// around the match puts that together itself. The error says why there is no place where the entry would reach this fact alone.
func (l *Linker) Insertion(f *facts.Fact, attribute string, to *value.Value) (Insertion, error) {
	if !f.Origin.IsNone() && !f.Head {
		return Insertion{}, fmt.Errorf("the code that does it, at %s, serves several callers", f.Origin.In(f.At.File.Repo))
	}
	in, err := l.givenAt(f, attribute)
	if err == nil {
		in.Place.First = f.Head // what callers give keeps the last word
		return in, nil
	}
	if u, n, ok := literalBehind(to); ok && l.SameFunction(u.Place(n), f.At) {
		return Insertion{u, edit.Place{Node: n, Form: edit.Into}}, nil
	}
	return Insertion{}, err
}

// ObjectAt finds the object literal at a place, or the one that the call at the place is given; what is spread into it is to keep the
// last word, since others than the facts at hand may spread something.
func (l *Linker) ObjectAt(at value.Place) (Insertion, error) {
	f := l.prog.FileOf(at.File)
	if f == nil || f.Unit() == nil {
		return Insertion{}, fmt.Errorf("the code there is not read")
	}
	u := f.Unit()
	n := u.Module().Tree.At(syntax.Span{Start: at.Start, End: at.End})
	for ; !n.IsNone() && n.Start() == at.Start && n.End() == at.End; n = n.Parent() {
		if o, ok := literalIn(u, n); ok {
			return Insertion{u, edit.Place{Node: o, Form: edit.Into, First: true}}, nil
		}
	}
	return Insertion{}, fmt.Errorf("what stands there is no object literal")
}

// literalBehind is the object literal that made a value.
func literalBehind(v *value.Value) (*resolve.Unit, syntax.Node, bool) {
	u, n, _, ok := resolve.Code(v)
	if !ok || v.Kind != value.Object {
		return nil, syntax.Node{}, false
	}
	o, ok := literalIn(u, n)
	return u, o, ok
}

// literalIn is the object literal that n is, or that the call n is given and nothing else.
func literalIn(u *resolve.Unit, n syntax.Node) (syntax.Node, bool) {
	e := plain(u, n)
	if e.Op == lang.OpCall && len(e.Args) == 1 && e.Args[0].Name == "" && !e.Args[0].Spread && !e.Args[0].KeywordSpread {
		e = plain(u, e.Args[0].Value)
	}
	return e.Node, isObjectLiteral(e)
}

func isObjectLiteral(e lang.Expr) bool {
	return e.Op == lang.OpObject && (e.Node.Is("object") || e.Node.Is("dictionary"))
}

// giving is the search for the place in the matched code where an attribute is given.
type giving struct {
	l    *Linker
	s    *resolve.Session
	u    *resolve.Unit
	f    *resolve.Frame
	fn   lang.FuncID // around the matched code
	seen []syntax.Node
}

// givenAt follows what the entry says of an attribute into the matched code.
func (l *Linker) givenAt(f *facts.Fact, attribute string) (Insertion, error) {
	m, ok := f.Made.(*making)
	if !ok || m.statement.node.IsNone() {
		return Insertion{}, fmt.Errorf("the code behind it is not read")
	}
	st := m.statement
	s := l.Session()
	s.InTurn(m.turns)
	frame := m.frame.Fresh()
	match := s.Matched(st.unit, st.node, frame, st.meanings())
	bind, with := st.bind, st.entry.Attributes
	switch {
	case st.known == nil:
	case st.known.entry == nil: // a function of the workspace, which gives it as it likes
		return Insertion{}, fmt.Errorf("no entry says where the code gives its %s", attribute)
	default:
		bind, with = st.known.bind, st.known.entry.With
	}
	x := l.scope(s, st.unit, st.node, frame, bind, match)
	places := places(with, attribute, x.input())
	if len(places) == 0 {
		return Insertion{}, fmt.Errorf("no entry says where the code gives its %s", attribute)
	}
	g := &giving{l: l, s: s, u: st.unit, f: frame, fn: st.unit.Module().FuncAt(st.node)}
	last := places[len(places)-1]
	for _, p := range places[:len(places)-1] {
		if err := g.unused(x, p, last); err != nil {
			return Insertion{}, err
		}
	}
	place, err := g.start(x, last)
	return Insertion{st.unit, place}, err
}

func places(with []rule.Attr, attribute string, in *expr.Input) []expr.Given {
	for _, w := range with {
		if w.Name == attribute {
			return w.Program.Givens(in)
		}
	}
	return nil
}

// unused reports code that may give the object at another place than the last one, which would replace it.
func (g *giving) unused(x *scope, p, last expr.Given) error {
	if p.Metavar == last.Metavar && p.Keyword == last.Keyword && p.Position == last.Position {
		return nil // another member of the same object
	}
	n := g.node(x, p)
	if n.IsNone() {
		return nil
	}
	if v := g.s.Eval(g.u, n, x.frame(n)); v.Kind == value.String || v.Kind == value.Unknown && v.Text || v.Kind == value.Unknown && v.Prefix != "" {
		return nil
	}
	switch e := plain(g.u, n); e.Op {
	case lang.OpString, lang.OpTemplate, lang.OpBinary:
		return nil
	}
	return fmt.Errorf("`%s` may give it too", n.Text())
}

// node is the code that stands at a place, none where it is not passed.
func (g *giving) node(x *scope, p expr.Given) syntax.Node {
	if p.Metavar != "" {
		b, _ := x.bind.Get(p.Metavar)
		return b.Node
	}
	at := 0
	for _, a := range g.call(x).Args {
		switch {
		case a.Name != "" && a.Name == p.Keyword:
			return a.Value
		case a.Name != "" || a.Spread || a.KeywordSpread:
		case at == p.Position:
			return a.Value
		default:
			at++
		}
	}
	return syntax.Node{}
}

func (g *giving) call(x *scope) lang.Expr {
	e := g.u.Module().Expr(decorating(x.n))
	for e.Op == lang.OpAwait || e.Op == lang.OpCast {
		e = g.u.Module().Expr(e.X)
	}
	return e
}

// start finds the place from where an entry says that the object is given.
func (g *giving) start(x *scope, p expr.Given) (edit.Place, error) {
	if n := g.node(x, p); !n.IsNone() {
		return g.in(n, p.Members)
	}
	call := g.call(x)
	if p.Metavar != "" || call.Op != lang.OpCall {
		return edit.Place{}, fmt.Errorf("the code has no place for it")
	}
	list := call.Node.ByField("arguments")
	before := 0
	for _, a := range call.Args {
		switch {
		case a.Spread:
			return edit.Place{}, fmt.Errorf("arguments are spread into the call")
		case a.KeywordSpread:
			if v := g.s.Eval(g.u, a.Value, g.f); v.Kind != value.Object || v.Open != "" {
				return edit.Place{}, fmt.Errorf("what `**%s` passes is not known", a.Value.Text())
			}
		case a.Name == "":
			before++
		}
	}
	switch {
	case list.IsNone() || !list.Is("arguments") && !list.Is("argument_list"):
		return edit.Place{}, fmt.Errorf("the call has no list of arguments")
	case p.Keyword != "" && list.Is("argument_list"):
		return edit.Place{Node: list, Form: edit.Passed, Keyword: p.Keyword, Members: p.Members}, nil
	case p.Position == before && len(call.Args) == before:
		return edit.Place{Node: list, Form: edit.Passed, Members: p.Members}, nil
	}
	return edit.Place{}, fmt.Errorf("the call passes only %s, and it is given in a later argument", countArguments(before))
}

func countArguments(n int) string {
	if n == 1 {
		return "1 argument"
	}
	return fmt.Sprintf("%d arguments", n)
}

// in finds the place below the code n, which gives the object or one around it; members lead from that to the object.
func (g *giving) in(n syntax.Node, members []string) (edit.Place, error) {
	e := plain(g.u, n)
	switch {
	case isObjectLiteral(e):
		return g.inLiteral(e, members)
	case e.Op == lang.OpNull:
		return edit.Place{Node: e.Node, Form: edit.Instead, Members: members}, nil
	}
	if init := g.ownLiteral(e); !init.IsNone() {
		return g.in(init, members)
	}
	if e.Op == lang.OpCall && len(members) == 0 {
		if o, ok := literalIn(g.u, e.Node); ok && g.makes(e.Node) {
			return edit.Place{Node: o, Form: edit.Into}, nil
		}
	}
	return g.around(n, e, members)
}

// makes reports whether a call makes the object itself, as new Headers({…}) does, of the literal that it is given.
func (g *giving) makes(call syntax.Node) bool {
	u, n, _, ok := resolve.Code(g.s.Eval(g.u, call, g.f))
	return ok && u == g.u && n == call
}

func (g *giving) inLiteral(e lang.Expr, members []string) (edit.Place, error) {
	if len(members) == 0 {
		return edit.Place{Node: e.Node, Form: edit.Into}, nil
	}
	given, spread := -1, false
	for i, entry := range e.Entries {
		switch {
		case entry.Spread:
			spread = true
		case entry.Comp:
			return edit.Place{}, fmt.Errorf("a key of the object is computed")
		case entry.Key == members[0]:
			given = i
		}
	}
	if given < 0 {
		if spread {
			if v := g.s.Eval(g.u, e.Node, g.f); v.Kind != value.Object || has(v, members[0]) {
				return edit.Place{}, fmt.Errorf("`%s` comes from what is spread into the object", members[0])
			}
		}
		return edit.Place{Node: e.Node, Form: edit.Into, Members: members}, nil
	}
	entry := e.Entries[given]
	if entry.Func != lang.NoFunc || entry.Value.IsNone() {
		return edit.Place{}, fmt.Errorf("`%s` is a method", members[0])
	}
	if slices.ContainsFunc(e.Entries[given+1:], func(later lang.Entry) bool { return later.Spread }) {
		return edit.Place{}, fmt.Errorf("what is spread into the object may replace `%s`", members[0])
	}
	return g.in(entry.Value, members[1:])
}

// has reports whether an object has, or may have, the member.
func has(o *value.Value, key string) bool {
	_, ok := o.Get(key)
	return ok || o.Open != ""
}

// ownLiteral is the literal that a name of the same function is set to, where the code that is given is all that uses the name.
func (g *giving) ownLiteral(e lang.Expr) syntax.Node {
	m := g.u.Module()
	if e.Op != lang.OpIdent || slices.Contains(g.seen, e.Node) {
		return syntax.Node{}
	}
	g.seen = append(g.seen, e.Node)
	id := m.Resolve(e.Node)
	if id == lang.NoBinding || m.Bindings[id].Func != g.fn || m.FuncAt(e.Node) != g.fn {
		return syntax.Node{}
	}
	var init syntax.Node
	for _, i := range m.Bindings[id].Effects {
		switch f := &m.Effects[i]; {
		case f.Kind == lang.Pass:
		case f.Kind != lang.Write || !init.IsNone() || len(f.Steps) > 0 || f.Source != lang.Plain || f.Value == syntax.None:
			return syntax.Node{}
		default:
			init = m.Node(f.Value)
		}
	}
	uses := 0
	for n := range m.Tree.Root().All() {
		if isReference(n) && n.Text() == e.Str && n.ID() != m.Bindings[id].Node && m.Resolve(n) == id {
			uses++
		}
	}
	if uses != 1 || init.IsNone() || !isObjectLiteral(plain(g.u, init)) {
		return syntax.Node{}
	}
	return init
}

// around puts an object around code that is known to give a plain object.
func (g *giving) around(n syntax.Node, e lang.Expr, members []string) (edit.Place, error) {
	v := g.s.Eval(g.u, n, g.f)
	alternatives := []*value.Value{v}
	if v.Kind == value.Branch {
		alternatives = v.Alts
	}
	for _, a := range alternatives {
		u, made, _, ok := resolve.Code(a)
		if !ok || a.Kind != value.Object || !isObjectLiteral(plain(u, made)) {
			return edit.Place{}, fmt.Errorf("`%s` comes from elsewhere: it is not known to be a plain object", e.Node.Text())
		}
		if len(members) > 0 && has(a, members[0]) {
			return edit.Place{}, fmt.Errorf("`%s` comes from elsewhere, with its `%s`", e.Node.Text(), members[0])
		}
	}
	return edit.Place{Node: n, Form: edit.Around, Members: members}, nil
}
