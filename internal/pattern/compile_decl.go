package pattern

import (
	"github.com/bytelyst/connaudit/internal/syntax"
)

var (
	kDecorator   = syntax.Named("decorator")
	kSeparators  = kindsOf("keyword_separator", "positional_separator")
	kRest        = kindsOf("rest_pattern", "list_splat_pattern", "dictionary_splat_pattern")
	fParameters  = syntax.FieldNamed("parameters")
	fParameter   = syntax.FieldNamed("parameter")
	fReturnType  = syntax.FieldNamed("return_type")
	fPattern     = syntax.FieldNamed("pattern")
	fSuper       = syntax.FieldNamed("superclasses")
	fDefinition  = syntax.FieldNamed("definition")
	kHeritage    = syntax.Named("class_heritage")
	kExtends     = syntax.Named("extends_clause")
	kImplements  = syntax.Named("implements_clause")
	kDeclarator  = syntax.Named("variable_declarator")
	kExport      = syntax.Named("export_statement")
	kDecorated   = syntax.Named("decorated_definition")
	fDeclaration = syntax.FieldNamed("declaration")
)

func hasChildOf(n syntax.Node, k syntax.Kind) bool {
	for c := n.First(); !c.IsNone(); c = c.Next() {
		if c.Kind() == k {
			return true
		}
	}
	return false
}

func (c *compiler) function(n syntax.Node) *node {
	f := &function{result: c.node(resultOf(n))}
	for _, prm := range paramsIn(n.Child(fReceiver)) {
		f.receiver = append(f.receiver, c.param(prm))
	}
	p := &node{op: opFunction, fn: f}
	if name := n.Child(fName); !name.IsNone() {
		f.name = c.node(name)
		f.anyForm = f.name.op == opDots
	}
	for _, d := range decoratorsOf(n) {
		f.decorators = append(f.decorators, c.node(d))
	}
	for _, prm := range paramsOf(n) {
		f.params = append(f.params, c.param(prm))
	}
	if body := n.Child(fBody); !body.IsNone() {
		f.body = c.node(body)
	}
	p.kinds = functionKinds(n.Kind(), f)
	return p
}

// functionKinds gives the spellings of functions that a pattern of one spelling matches: a function without a name is
// a value, however written; a function declaration may also be a method.
func functionKinds(k syntax.Kind, f *function) kindSet {
	switch {
	case kDefs.has(k), kLambdas.has(k):
		return kindSet{}.with(k)
	case f.anyForm:
		return kFuncDecls.union(kFuncExprs).union(kMethods)
	case f.receiver != nil:
		return kindSet{}.with(k)
	case kMethods.has(k):
		return kMethods
	case f.name != nil:
		return kFuncDecls.union(kMethods).union(kFuncExprs)
	}
	return kFuncExprs
}

// param compiles a parameter from its view.
func (c *compiler) param(v paramView) *node {
	if v.star == "" && v.def.IsNone() && (v.typ.IsNone() || c.lang == Go) {
		hole := v.pat
		if hole.IsNone() {
			hole = v.typ
		}
		if h := c.placeholder(hole); h != nil && h.gap() {
			return h
		}
	}
	return &node{op: opParam, left: c.node(v.pat), right: c.node(v.def), typ: c.node(v.typ), text: v.star, src: v.node}
}

// paramView is what a parameter says, however the grammar spells it.
type paramView struct {
	node, pat, typ, def syntax.Node
	star                string // "...", "*" or "**" for one that takes the rest
}

// paramsOf returns the parameters of a function of any form.
func paramsOf(fn syntax.Node) []paramView {
	if p := fn.Child(fParameter); !p.IsNone() {
		return []paramView{{node: p, pat: p}}
	}
	return paramsIn(fn.Child(fParameters))
}

// resultOf returns the type of what a function returns.
func resultOf(fn syntax.Node) syntax.Node {
	if r := fn.Child(fResult); !r.IsNone() {
		return r
	}
	return fn.Child(fReturnType)
}

// paramsIn returns the parameters of a list.
func paramsIn(list syntax.Node) (out []paramView) {
	for _, ch := range namedChildren(list) {
		switch {
		case kGoParams.has(ch.Kind()):
			out = append(out, viewGoParams(ch)...)
		case !kSeparators.has(ch.Kind()):
			out = append(out, viewParam(ch))
		}
	}
	return out
}

func viewParam(n syntax.Node) paramView {
	v := paramView{node: n, pat: n}
	switch n.Type() {
	case "required_parameter", "optional_parameter":
		v.pat, v.typ, v.def = n.Child(fPattern), n.Child(fType), n.Child(fValue)
	case "assignment_pattern":
		v.pat, v.def = n.Child(fLeft), n.Child(fRight)
	case "typed_parameter":
		v.pat, v.typ = firstNamed(n), n.Child(fType)
	case "default_parameter", "typed_default_parameter":
		v.pat, v.typ, v.def = n.Child(fName), n.Child(fType), n.Child(fValue)
	}
	if kRest.has(v.pat.Kind()) {
		v.star = v.pat.First().Type()
		v.pat = firstNamed(v.pat)
	}
	return v
}

// decoratorsOf returns the decorators of a class or function of either language.
func decoratorsOf(n syntax.Node) []syntax.Node {
	var out []syntax.Node
	if p := n.Parent(); p.Kind() == kDecorated || p.Kind() == kExport {
		for _, c := range namedChildren(p) {
			if c.Kind() == kDecorator {
				out = append(out, c)
			}
		}
	}
	for c := n.First(); !c.IsNone(); c = c.Next() {
		if c.Kind() == kDecorator {
			out = append(out, c)
		}
	}
	if kMethods.has(n.Kind()) && n.Parent().Is("class_body") {
		out = append(siblingDecorators(n), out...)
	}
	return out
}

// siblingDecorators returns those that the TypeScript grammar puts before a method in the class body.
func siblingDecorators(n syntax.Node) []syntax.Node {
	var out []syntax.Node
	for c := n.Parent().First(); !c.IsNone() && c != n; c = c.Next() {
		switch {
		case c.Kind() == kDecorator:
			out = append(out, c)
		case c.Named() && !c.Extra():
			out = nil
		}
	}
	return out
}

func (c *compiler) decorated(n syntax.Node) *node {
	p := c.node(n.Child(fDefinition))
	if p == nil {
		return nil
	}
	return &node{op: opDecorated, left: p, kinds: kindSet{}.with(kDecorated)}
}

func (c *compiler) classDef(n syntax.Node) *node {
	cl := &class{name: c.node(n.Child(fName))}
	p := &node{op: opClass, class: cl, kinds: kClasses}
	v := viewClass(n)
	cl.hasBases = v.hasBases
	cl.bases = c.each(v.bases)
	cl.implements = c.each(v.implements)
	for _, d := range decoratorsOf(n) {
		cl.decorators = append(cl.decorators, c.node(d))
	}
	for _, m := range bodyMembers(n.Child(fBody)) {
		cl.body = append(cl.body, c.classMember(m))
	}
	return p
}

func (c *compiler) classMember(m syntax.Node) *node {
	if kFields.has(m.Kind()) {
		if h := c.placeholder(fieldName(m)); h != nil && h.gap() && m.Child(fValue).IsNone() && m.Child(fType).IsNone() {
			return h
		}
	}
	return c.node(m)
}

// classView is what a class says of its bases.
type classView struct {
	bases, implements []syntax.Node
	hasBases          bool
}

func viewClass(n syntax.Node) classView {
	var v classView
	if s := n.Child(fSuper); !s.IsNone() {
		return classView{bases: namedChildren(s), hasBases: true}
	}
	for _, h := range namedChildren(n) {
		if h.Kind() != kHeritage {
			continue
		}
		for _, e := range namedChildren(h) {
			switch e.Kind() {
			case kExtends:
				v.bases = append(v.bases, e.Child(fValue))
			case kImplements:
				v.implements = append(v.implements, namedChildren(e)...)
			default:
				v.bases = append(v.bases, e)
			}
		}
	}
	v.hasBases = len(v.bases) > 0
	return v
}

// bodyMembers returns the members of a class body, decorators left to what they decorate.
func bodyMembers(body syntax.Node) []syntax.Node {
	var out []syntax.Node
	for _, m := range namedChildren(body) {
		if m.Kind() != kDecorator && !m.Is("empty_statement") {
			out = append(out, m)
		}
	}
	return out
}

func fieldName(n syntax.Node) syntax.Node {
	if p := n.Child(fProperty); !p.IsNone() {
		return p
	}
	return n.Child(fName)
}

func (c *compiler) fieldDef(n syntax.Node) *node {
	return &node{op: opAssign, left: c.key(fieldName(n)), right: c.node(n.Child(fValue)), typ: c.node(n.Child(fType)), kinds: kFields}
}

// declaration compiles `const x = v`; one with several names is left to the comparison child by child.
func (c *compiler) declaration(n syntax.Node) *node {
	ds := declaratorsOf(n)
	if len(ds) != 1 {
		return nil
	}
	if ds[0].Kind() != kDeclarator {
		return c.goDeclaration(n, ds[0])
	}
	p := c.assign(ds[0].Child(fName), ds[0].Child(fValue), ds[0].Child(fType))
	p.text = n.First().Text()
	p.kinds = kDecls
	return p
}

// assignment compiles `x = v`, which also matches declarations and fields.
func (c *compiler) assignment(n syntax.Node) *node {
	p := c.assign(n.Child(fLeft), n.Child(fRight), n.Child(fType))
	p.kinds = kAssigns
	if c.lang != Python {
		p.kinds = p.kinds.union(kDecls).union(kFields)
	}
	return p
}

func (c *compiler) assign(left, right, typ syntax.Node) *node {
	return &node{op: opAssign, left: c.node(left), right: c.node(right), typ: c.node(typ)}
}
