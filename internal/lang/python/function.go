package python

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// role is what the decorators of Python itself make of a function in a class.
type role struct {
	static, class, getter, setter, deleter, overload bool
}

func roleOf(name string, decorators []syntax.Node) (r role) {
	for _, d := range decorators {
		word := d.Text()
		word = word[strings.LastIndexByte(word, '.')+1:]
		switch {
		case word == "staticmethod":
			r.static = true
		case word == "classmethod":
			r.class = true
		case word == "overload":
			r.overload = true
		case word == "setter":
			r.setter = true
		case word == "deleter":
			r.deleter = true
		case word == "getter" || strings.HasSuffix(word, "property"):
			r.getter = true // property, cached_property, abstractproperty, ...
			r.class = r.class || word == "classproperty"
		}
	}
	switch name {
	case "__new__", "__init_subclass__", "__class_getitem__":
		r.class = true
	}
	return r
}

func (r role) kind(name string) lang.FuncKind {
	switch {
	case r.getter:
		return lang.Getter
	case r.setter, r.deleter:
		return lang.Setter
	case name == "__init__":
		return lang.Constructor
	}
	return lang.Method
}

// decoratorsOf returns the expressions of the decorators of a definition.
func decoratorsOf(n syntax.Node) (list []syntax.Node) {
	p := n.Parent()
	if kindOf(p) != kDecorated {
		return nil
	}
	for c := range p.NamedChildren() {
		if kindOf(c) == kDecorator {
			list = append(list, only(c))
		}
	}
	return list
}

func ids(nodes []syntax.Node) (list []syntax.NodeID) {
	for _, n := range nodes {
		list = append(list, n.ID())
	}
	return list
}

func (lw *lowering) function(n syntax.Node) {
	name := n.Child(fName)
	decorators := decoratorsOf(n)
	class := lw.m.Scopes[lw.Ctx.scope].Class
	f := lang.Func{
		Name: name.Text(), Kind: lang.PlainFunc, Class: class, Async: n.HasToken("async"), Decorators: ids(decorators),
	}
	r := roleOf(f.Name, decorators)
	if class != lang.NoClass {
		f.Kind, f.Static, f.ClassThis = r.kind(f.Name), r.static, r.class
	}
	id := lw.addFunc(n, n.Child(fBody), f)
	lw.outside(n.Child(fReturnType))
	switch {
	case r.setter && class != lang.NoClass:
		lw.addSetter(class, n, id)
	case r.setter, r.deleter: // The name keeps the property it had.
	case r.overload:
		lw.overload(n, name, id)
	default:
		lw.define(n, name, lang.Function, id, lang.NoClass)
	}
}

// addSetter adds a member beside the getter of the same name.
func (lw *lowering) addSetter(c lang.ClassID, n syntax.Node, f lang.FuncID) {
	cl := &lw.m.Classes[c]
	cl.Members = append(cl.Members, lang.Member{
		Name: lw.m.Funcs[f].Name, Node: n.ID(), Func: f, Value: syntax.None, Type: syntax.None,
	})
}

// overload declares the name: at run time only the definition without the decorator counts, which writes it. A stub
// file has none, and there the first overload is at least the member.
func (lw *lowering) overload(n, name syntax.Node, f lang.FuncID) {
	lw.m.Funcs[f].Binding = lw.declare(lw.Ctx.scope, name, lang.Function)
	class := lw.m.Scopes[lw.Ctx.scope].Class
	if class == lang.NoClass || name.Text() == "" {
		return
	}
	if _, ok := lw.members[class][name.Text()]; !ok {
		lw.members.Of(lw.m, class, name.Text(), n).Func = f
	}
}

func (lw *lowering) lambda(n syntax.Node) {
	body := n.Child(fBody)
	id := lw.addFunc(n, body, lang.Func{Kind: lang.Arrow, Class: lang.NoClass})
	if f := &lw.m.Funcs[id]; !body.IsNone() {
		f.Returns = []lang.Return{{Value: body.ID(), Block: f.BodyBlock}}
	}
}

// addFunc adds the function n with its parameters and opens its body.
func (lw *lowering) addFunc(n, body syntax.Node, f lang.Func) lang.FuncID {
	id := walk.AddFunc(lw.m, n, body, lw.Ctx.fn, f)
	ctx := context{fn: id, typeOnly: lw.Ctx.typeOnly, body: kindOf(n) == kFunction}
	ctx.scope = lw.addScope(lang.Scope{Parent: lw.Ctx.scope, Node: n.ID(), Func: id, Class: lang.NoClass})
	ctx.span = lw.Body(id)
	lw.params(id, ctx, n.Child(fParameters))
	lw.Open(body, ctx)
	return id
}

// define binds the name to the function or class that n defines, and makes it a member of the class around it.
func (lw *lowering) define(n, name syntax.Node, k lang.BindingKind, f lang.FuncID, c lang.ClassID) {
	s := lw.Ctx.scope
	b := lw.declare(s, name, k)
	if f != lang.NoFunc {
		lw.m.Funcs[f].Binding = b
	} else {
		lw.m.Classes[c].Binding = b
	}
	r := root{name: name.ID(), typ: syntax.None}
	if class := lw.m.Scopes[s].Class; class != lang.NoClass {
		r.declares = lw.declareMember(class, name.Text(), n, func(mb *lang.Member) {
			if mb.Func = f; f == lang.NoFunc {
				mb.Value = n.ID()
				return
			}
			mb.Static = lw.m.Funcs[f].Static
		})
	}
	e := walk.Effect(lang.Write, n)
	e.Value = n.ID()
	if !name.IsNone() {
		lw.add(e, r)
	}
}

// outside makes names in n, a default or an annotation, mean what they mean around the function.
func (lw *lowering) outside(n syntax.Node) {
	if !n.IsNone() && !isLiteral(kindOf(n)) {
		lw.m.ScopeOf[n.ID()] = lw.Ctx.scope
	}
}

func isLiteral(k kind) bool {
	switch k {
	case kString, kInteger, kFloat, kTrue, kFalse, kNone, kEllipsis:
		return true
	}
	return false
}

// params adds the parameters. The first of a method that is not static is no parameter but self or cls.
func (lw *lowering) params(id lang.FuncID, ctx context, list syntax.Node) {
	f := lw.m.Funcs[id]
	self := f.Class != lang.NoClass && !f.Static
	keywordOnly := false
	for n := range list.NamedChildren() {
		p, name, ok := lw.param(n)
		if !ok {
			keywordOnly = keywordOnly || kindOf(n) == kKeywordSeparator
			continue
		}
		if self && !p.Rest && !p.KeywordRest && !name.IsNone() {
			f.This = lw.declare(ctx.scope, name, lang.Variable)
		} else {
			p.KeywordOnly = keywordOnly && !p.KeywordRest
			p.Binding = lw.bindParam(ctx.scope, name, len(f.Params), p.Type)
			f.Params = append(f.Params, p)
			keywordOnly = keywordOnly || p.Rest
		}
		self = false
	}
	lw.m.Funcs[id] = f
	lw.destructured(id, ctx)
}

func (lw *lowering) bindParam(scope lang.ScopeID, name syntax.Node, i int, typ syntax.NodeID) lang.BindingID {
	if name.IsNone() {
		return lang.NoBinding
	}
	b := lw.declare(scope, name, lang.Param)
	if b != lang.NoBinding {
		lw.m.Bindings[b].Param, lw.m.Bindings[b].Type = i, typ
	}
	return b
}

// param reads one parameter and returns the identifier it binds. It reports false for the separators / and *.
func (lw *lowering) param(n syntax.Node) (p lang.Parameter, name syntax.Node, ok bool) {
	p = lang.Parameter{Node: n.ID(), Default: syntax.None, Type: syntax.None, Binding: lang.NoBinding}
	name = n
	switch kindOf(n) {
	case kTypedParameter:
		name = only(n)
	case kDefaultParameter, kTypedDefaultParameter:
		name = n.Child(fName)
		p.Default = n.Child(fValue).ID()
		lw.outside(n.Child(fValue))
	}
	p.Type = typeOf(n)
	lw.outside(n.Child(fType))
	switch kindOf(name) {
	case kListSplatPattern:
		p.Rest, name = true, only(name)
	case kDictSplatPattern:
		p.KeywordRest, name = true, only(name)
	case kTuplePattern:
		return p, syntax.Node{}, true
	}
	if kindOf(name) != kIdentifier {
		return p, name, false
	}
	p.Name = name.Text()
	return p, name, true
}

// destructured writes the names inside tuple parameters, which Python 2 had, from the parameter.
func (lw *lowering) destructured(id lang.FuncID, ctx context) {
	f := lw.m.Funcs[id]
	for i, p := range f.Params {
		if p.Binding != lang.NoBinding || p.Name != "" {
			continue
		}
		for c := range lw.t.Node(p.Node).All() {
			if kindOf(c) == kIdentifier {
				lw.bindParam(ctx.scope, c, i, syntax.None)
			}
		}
		outer := lw.Ctx
		lw.Ctx.scope, lw.Ctx.fn, lw.Ctx.span = ctx.scope, id, ctx.span
		pattern := lw.t.Node(p.Node)
		if name := pattern.Child(fName); !name.IsNone() {
			pattern = name
		}
		lw.assign(pattern, walk.Effect(lang.Write, lw.t.Node(f.Node)), 0)
		lw.Ctx = outer
	}
}
