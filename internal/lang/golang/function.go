package golang

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// function adds a function of the package. What init does is done when the package's variables have their values: its
// code counts as that of the file, where all variables are set above it.
func (lw *lowering) function(n syntax.Node) {
	name := n.Child(fName)
	if name.Text() == "init" && lw.ctx.fn == 0 && !setsMore(n) {
		lw.initialiser(n)
		return
	}
	f := lang.Func{Name: name.Text(), Kind: lang.PlainFunc, Class: lang.NoClass}
	id := lw.addFunc(n, f, lang.NoClass)
	b, ok := lw.m.Scopes[0].Names[name.Text()]
	if !ok || lw.ctx.fn != 0 {
		return
	}
	lw.m.Funcs[id].Binding = b
	e := newEffect(lang.Write, n)
	e.Value = n.ID()
	lw.add(e, root{name: name.ID()})
}

// setsMore reports whether variables of the package are set below n.
func setsMore(n syntax.Node) bool {
	for c := n.Next(); !c.IsNone(); c = c.Next() {
		if c.Is("var_declaration") {
			return true
		}
	}
	return false
}

func (lw *lowering) initialiser(n syntax.Node) {
	body := n.Child(fBody)
	if body.IsNone() {
		return
	}
	ctx := lw.ctx
	ctx.span = lw.block(lang.Block{Func: 0, Node: body.ID(), Branch: syntax.None}, lw.ctx.span)
	ctx.body, ctx.fixed = true, false
	lw.open(body, ctx)
}

// methodDeclaration adds a method to the class of its receiver, which this file need not declare.
func (lw *lowering) methodDeclaration(n syntax.Node) {
	name := n.Child(fName).Text()
	receiver := only(n.Child(fReceiver))
	typ := typeName(receiver.Child(fType)).Text()
	class, ok := lw.classes[typ]
	if !ok {
		class = lw.addClass(n, typ)
		lw.classes[typ] = class
	}
	lw.m.ClassOf[n.ID()] = class
	id := lw.addFunc(n, lang.Func{Name: name, Kind: lang.Method, Class: class}, class)
	if mb := lw.member(class, name, n); mb != nil {
		mb.Node, mb.Func = n.ID(), id
	}
}

func (lw *lowering) literal(n syntax.Node) {
	lw.addFunc(n, lang.Func{Kind: lang.Arrow, Class: lang.NoClass}, lw.ctx.method)
}

// addFunc adds the function n with its parameters and opens its body. method is the class whose receiver it knows.
func (lw *lowering) addFunc(n syntax.Node, f lang.Func, method lang.ClassID) lang.FuncID {
	id := lang.FuncID(len(lw.m.Funcs))
	body := n.Child(fBody)
	f.Node, f.Body, f.Parent = n.ID(), body.ID(), lw.ctx.fn
	f.This, f.Binding = lang.NoBinding, lang.NoBinding
	lw.m.Funcs = append(lw.m.Funcs, f)
	lw.m.FuncOf[n.ID()] = id
	ctx := context{fn: id, body: true, fixed: true, own: true, base: lw.ctx.scope, method: method}
	ctx.scope = lw.addScope(lang.Scope{Parent: lw.ctx.scope, Node: n.ID(), Func: id, Class: lang.NoClass})
	at := body
	if body.IsNone() {
		at = n
	}
	ctx.span = lw.block(lang.Block{Func: id, Node: at.ID(), Branch: syntax.None}, -1)
	lw.m.Funcs[id].BodyBlock = lw.spans[ctx.span].id
	lw.heads(n, id, ctx)
	lw.open(body, ctx)
	return id
}

// heads declares what the head of a function names: receiver, parameters of types and of values, results.
func (lw *lowering) heads(n syntax.Node, id lang.FuncID, ctx context) {
	if r := only(n.Child(fReceiver)); !r.IsNone() {
		for _, name := range named(r) {
			lw.m.Funcs[id].This = lw.declare(ctx.scope, name, name.Text(), lang.Variable)
		}
	}
	for p := range n.ByField("type_parameters").NamedChildren() {
		for _, name := range named(p) {
			lw.declare(ctx.scope, name, name.Text(), lang.TypeName)
		}
	}
	lw.params(id, ctx.scope, n.Child(fParameters))
	outer := lw.ctx
	lw.ctx = ctx
	for p := range n.Child(fResult).NamedChildren() {
		if kindOf(p) != kParameter {
			break
		}
		for _, name := range named(p) {
			if b := lw.declare(ctx.scope, name, name.Text(), lang.Variable); b != lang.NoBinding {
				lw.m.Bindings[b].Type = p.Child(fType).ID()
			}
		}
	}
	lw.ctx = outer
}

// params adds the parameters. Those without a name are there for their places.
func (lw *lowering) params(id lang.FuncID, scope lang.ScopeID, list syntax.Node) {
	for n := range list.NamedChildren() {
		if k := kindOf(n); k != kParameter && k != kVariadicParameter {
			continue
		}
		names := named(n)
		if len(names) == 0 {
			names = []syntax.Node{n}
		}
		for _, name := range names {
			p := lang.Parameter{
				Node: name.ID(), Default: syntax.None, Type: n.Child(fType).ID(), Binding: lang.NoBinding,
				Rest: kindOf(n) == kVariadicParameter,
			}
			if name != n {
				p.Name = name.Text()
				p.Binding = lw.bindParam(scope, name, len(lw.m.Funcs[id].Params), p)
			}
			lw.m.Funcs[id].Params = append(lw.m.Funcs[id].Params, p)
		}
	}
}

func (lw *lowering) bindParam(scope lang.ScopeID, name syntax.Node, i int, p lang.Parameter) lang.BindingID {
	if _, again := lw.m.Scopes[scope].Names[p.Name]; again {
		return lang.NoBinding
	}
	b := lw.declare(scope, name, p.Name, lang.Param)
	if b != lang.NoBinding {
		lw.m.Bindings[b].Param, lw.m.Bindings[b].Type = i, p.Type
	}
	return b
}
