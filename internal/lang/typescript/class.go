package typescript

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

func (l *lowerer) classNode(n syntax.Node) {
	outer := *l.top()
	id := lang.ClassID(len(l.m.Classes))
	name := n.ByField("name")
	l.m.ClassOf[n.ID()] = id
	c := lang.Class{Node: n.ID(), Func: outer.fn, Binding: lang.NoBinding, Decorators: decoratorsOf(n)}
	for h := range n.NamedChildren() {
		if h.Is("class_heritage") {
			c.Bases = bases(h)
		}
	}
	if p := n.Parent(); p.Is("export_statement") {
		c.Decorators = append(decoratorsOf(p), c.Decorators...)
	}
	f := outer
	switch {
	case name.IsNone():
		c.Name = l.givenName(n)
	case n.Is("class"):
		c.Name = l.intern(name)
		f.scope = l.newScope(n, outer.scope)
		c.Binding = l.declare(f.scope, lang.ClassName, name, syntax.Node{})
		l.write(c.Binding, target{}, lang.Effect{Node: n.ID(), Value: n.ID()})
	default:
		c.Name = l.intern(name)
		c.Binding = l.declare(outer.scope, lang.ClassName, name, syntax.Node{})
		l.exportDeclared(n, c.Binding)
		e := lang.Effect{Node: n.ID(), Value: n.ID()}
		if outer.declared {
			e.Value, e.Source = syntax.None, lang.Opaque
		}
		l.write(c.Binding, target{}, e)
	}
	l.m.Classes = append(l.m.Classes, c)
	l.push(n, f)
	f.class, f.static, f.local = id, false, true
	l.plan(n.ByField("body"), f)
	l.methodDecorators(n.ByField("body"))
}

// methodDecorators notes the decorators that TypeScript's grammar puts before a method instead of into it.
func (l *lowerer) methodDecorators(body syntax.Node) {
	var ids []syntax.NodeID
	for c := range body.NamedChildren() {
		if c.Is("decorator") {
			ids = append(ids, c.NamedFirst().ID())
			continue
		}
		if ids != nil {
			l.decorators[c.ID()] = ids
		}
		ids = nil
	}
}

// bases returns what a class extends, without the type arguments.
func bases(heritage syntax.Node) []syntax.NodeID {
	for c := range heritage.NamedChildren() {
		switch c.Type() {
		case "extends_clause":
			return []syntax.NodeID{c.ByField("value").ID()}
		case "implements_clause", "type_arguments":
		default:
			return []syntax.NodeID{c.ID()}
		}
	}
	return nil
}

func decoratorsOf(n syntax.Node) (ids []syntax.NodeID) {
	for c := range n.NamedChildren() {
		if c.Is("decorator") {
			ids = append(ids, c.NamedFirst().ID())
		}
	}
	return ids
}

// method completes the function of a method: of a class, or of an object literal.
func (l *lowerer) method(n syntax.Node, fn *lang.Func, f *frame) {
	fn.Kind = lang.Method
	switch {
	case n.HasToken("get"):
		fn.Kind = lang.Getter
	case n.HasToken("set"):
		fn.Kind = lang.Setter
	}
	if !n.Parent().Is("class_body") || f.class == lang.NoClass {
		f.class = lang.NoClass
		return
	}
	fn.Class, fn.Static = f.class, n.HasToken("static")
	f.static = fn.Static
	fn.Decorators = append(l.decorators[n.ID()], fn.Decorators...)
	name, ok := l.keyName(n.ByField("name"))
	if !ok {
		return
	}
	if name == "constructor" && !fn.Static {
		fn.Kind = lang.Constructor
	}
	l.member(f.class, lang.Member{
		Name: name, Node: n.ID(), Func: l.m.FuncOf[n.ID()], Value: syntax.None, Type: syntax.None, Static: fn.Static,
	})
}

func (l *lowerer) member(c lang.ClassID, m lang.Member) {
	l.m.Classes[c].Members = append(l.m.Classes[c].Members, m)
}

// finishMembers puts the setters behind all other members, so that a name leads to what reading it gives, and returns
// where each name is found.
func (l *lowerer) finishMembers() map[memberKey]int {
	at := map[memberKey]int{}
	for id := range l.m.Classes {
		list := l.m.Classes[id].Members
		slices.SortStableFunc(list, func(a, b lang.Member) int { return l.isSetter(a) - l.isSetter(b) })
		for i, m := range list {
			k := memberKey{lang.ClassID(id), m.Name, m.Static}
			if _, ok := at[k]; !ok {
				at[k] = i
			}
		}
	}
	return at
}

func (l *lowerer) isSetter(m lang.Member) int {
	if m.Func != lang.NoFunc && l.m.Funcs[m.Func].Kind == lang.Setter {
		return 1
	}
	return 0
}

// field adds a declared field. Its initialiser sees the object (or the class) as this.
func (l *lowerer) field(n syntax.Node) {
	f := *l.top()
	if f.class == lang.NoClass {
		return
	}
	name := n.ByField("name")
	if name.IsNone() {
		name = n.ByField("property")
	}
	f.static = n.HasToken("static")
	if key, ok := l.keyName(name); ok {
		l.member(f.class, lang.Member{
			Name: key, Node: n.ID(), Func: lang.NoFunc, Value: n.ByField("value").ID(), Type: typeOf(n).ID(),
			Static: f.static,
		})
	}
	l.push(n, f)
}

func (l *lowerer) abstractMethod(n syntax.Node) {
	f := l.top()
	if name, ok := l.keyName(n.ByField("name")); ok && f.class != lang.NoClass {
		l.member(f.class, lang.Member{
			Name: name, Node: n.ID(), Func: lang.NoFunc, Value: syntax.None, Type: syntax.None,
		})
	}
}

// isProperty reports whether the constructor's parameter n also declares a field.
func isProperty(n syntax.Node) bool {
	for c := range n.Children() {
		switch c.Type() {
		case "accessibility_modifier", "override_modifier":
			return true
		case "readonly":
			return !c.Named()
		}
	}
	return false
}

// parameterProperty makes the parameter n with the name p a field that the constructor writes.
func (l *lowerer) parameterProperty(n, p syntax.Node, fn *lang.Func, id lang.FuncID) {
	name := l.intern(p)
	l.member(fn.Class, lang.Member{
		Name: name, Node: n.ID(), Func: lang.NoFunc, Value: syntax.None, Type: typeOf(n).ID(),
	})
	e := written(target{}, lang.Effect{Node: n.ID(), Value: p.ID()})
	e.Block, e.Func = fn.BodyBlock, id
	l.add(root{binding: lang.NoBinding, class: fn.Class, member: name}, e)
}

// staticBlock runs with the class, in the block around it.
func (l *lowerer) staticBlock(n syntax.Node) {
	f := *l.top()
	body := n.ByField("body")
	if body.IsNone() {
		return
	}
	f.scope = l.newScope(body, f.scope)
	f.varScope, f.static, f.body = f.scope, true, body.ID()
	l.plan(body, f)
}
