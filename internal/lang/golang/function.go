package golang

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// function adds a function of the package. What init does is done when the package's variables have their values: its
// code counts as that of the file, where all variables are set above it.
func (lw *lowering) function(n syntax.Node) {
	name := n.Child(fName)
	if name.Text() == "init" && lw.Ctx.fn == 0 && !setsMore(n) {
		lw.initialiser(n)
		return
	}
	f := lang.Func{Name: name.Text(), Kind: lang.PlainFunc, Class: lang.NoClass}
	id := lw.addFunc(n, f, lang.NoClass)
	b, ok := lw.m.Scopes[0].Names[name.Text()]
	if !ok || lw.Ctx.fn != 0 {
		return
	}
	lw.m.Funcs[id].Binding = b
	e := walk.Effect(lang.Write, n)
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
	ctx := lw.Ctx
	ctx.span = lw.Block(lang.Block{Func: 0, Node: body.ID(), Branch: syntax.None}, lw.Ctx.span)
	ctx.body, ctx.fixed = true, false
	lw.Open(body, ctx)
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
	lw.addFunc(n, lang.Func{Kind: lang.Arrow, Class: lang.NoClass}, lw.Ctx.method)
}

// addFunc adds the function n with its parameters and opens its body. method is the class whose receiver it knows.
func (lw *lowering) addFunc(n syntax.Node, f lang.Func, method lang.ClassID) lang.FuncID {
	body := n.Child(fBody)
	id := walk.AddFunc(lw.m, n, body, lw.Ctx.fn, f)
	ctx := context{fn: id, body: true, fixed: true, own: true, base: lw.Ctx.scope, method: method}
	ctx.scope = walk.AddScope(lw.m, lang.Scope{Parent: lw.Ctx.scope, Node: n.ID(), Func: id, Class: lang.NoClass})
	ctx.span = lw.Body(id)
	lw.heads(n, id, ctx)
	lw.Open(body, ctx)
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
	outer := lw.Ctx
	lw.Ctx = ctx
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
	lw.Ctx = outer
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
