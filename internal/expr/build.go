package expr

import (
	"regexp"
	"slices"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"github.com/bmatcuk/doublestar/v4"

	"github.com/bytelyst/connaudit/internal/value"
)

// node is one step of an evaluation. Nodes are immutable; what changes is in the frame.
type node interface {
	eval(f *frame) *value.Value
}

// builder turns a checked tree into nodes.
type builder struct {
	tree     *ast.AST
	lib      *library
	src      string
	offsets  runeOffsets
	scope    []string // variables of the macros around, innermost last; the index is the slot
	slots    int
	names    []string
	problems []Problem
}

func (b *builder) build(e ast.Expr) node {
	switch e.Kind() {
	case ast.LiteralKind:
		return literal{fromCEL(e.AsLiteral())}
	case ast.IdentKind:
		return b.ident(e)
	case ast.SelectKind:
		return selection{b.build(e.AsSelect().Operand()), e.AsSelect().FieldName()}
	case ast.CallKind:
		return b.call(e)
	case ast.ListKind:
		l := listLiteral{}
		for _, x := range e.AsList().Elements() {
			l.elems = append(l.elems, b.build(x))
		}
		return l
	case ast.MapKind:
		return b.object(e)
	case ast.ComprehensionKind:
		return b.macro(e)
	}
	return b.refuse(e, "messages cannot be made here", "write a map: {'key': value}")
}

func (b *builder) refuse(e ast.Expr, message, hint string) node {
	start, end := b.span(e)
	b.problems = append(b.problems, Problem{Offset: start, End: end, Message: message, Hint: hint})
	return literal{value.NewNull()}
}

// span returns where e stands in the source, in bytes.
func (b *builder) span(e ast.Expr) (start, end int) {
	r, ok := b.tree.SourceInfo().GetOffsetRange(e.ID())
	if !ok {
		return 0, len(b.src)
	}
	start = min(b.offsets.bytes(int(r.Start)), len(b.src))
	return start, max(start, min(b.offsets.bytes(int(r.Stop)), len(b.src)))
}

func (b *builder) ident(e ast.Expr) node {
	name := e.AsIdent()
	if name[0] != '.' {
		for i := len(b.scope) - 1; i >= 0; i-- {
			if b.scope[i] == name {
				return local{i}
			}
		}
	} else {
		name = name[1:] // the checker's mark for a name that a macro's variable hides
	}
	if ref, ok := b.tree.ReferenceMap()[e.ID()]; ok && ref.Value != nil {
		return literal{fromCEL(ref.Value)}
	}
	if t := b.tree.GetType(e.ID()); t.Kind() == types.TypeKind {
		return literal{fromCEL(typeNamed(t))}
	}
	name = shown(name)
	if !slices.Contains(b.names, name) {
		b.names = append(b.names, name)
	}
	return variable{name}
}

// typeNamed is the type that a name such as `string` stands for.
func typeNamed(t *types.Type) *types.Type {
	if p := t.Parameters(); len(p) == 1 {
		return p[0]
	}
	return t
}

func (b *builder) object(e ast.Expr) node {
	o := objectLiteral{}
	for _, entry := range e.AsMap().Entries() {
		m := entry.AsMapEntry()
		if t := b.tree.GetType(m.Key().ID()); t.Kind() != types.StringKind && t.Kind() != types.DynKind {
			return b.refuse(m.Key(), "keys of a map are strings here, not "+typeText(t), "quote the key")
		}
		o.keys = append(o.keys, b.build(m.Key()))
		o.values = append(o.values, b.build(m.Value()))
	}
	return o
}

func (b *builder) call(e ast.Expr) node {
	c := e.AsCall()
	var args []node
	if c.IsMemberFunction() {
		args = append(args, b.build(c.Target()))
	}
	for _, a := range c.Args() {
		args = append(args, b.build(a))
	}
	name := c.FunctionName()
	if special := operatorNode(name, args); special != nil {
		return special
	}
	if fn := functionNamed(name); fn != nil {
		b.checkLiterals(name, c)
		if fn.Host {
			return hostCall{fn, args}
		}
		return ownCall{fn, args}
	}
	if name == "matches" {
		return b.matches(c, args)
	}
	binding, ok := b.lib.bindings[name]
	if !ok {
		return b.refuse(e, "`"+name+"` is not offered", "")
	}
	return standardCall{name: name, call: binding, args: args, params: b.params(e, name)}
}

// params returns the parameter types of the overload that the checker chose, nil if it left the choice open.
func (b *builder) params(e ast.Expr, name string) []*types.Type {
	ids := b.tree.GetOverloadIDs(e.ID())
	if len(ids) != 1 {
		return nil
	}
	for _, o := range b.lib.byName[name].OverloadDecls() {
		if o.ID() == ids[0] {
			return o.ArgTypes()
		}
	}
	return nil
}

// checkLiterals finds glob patterns that can never match.
func (b *builder) checkLiterals(name string, c ast.CallExpr) {
	if name != "glob" || len(c.Args()) != 2 || c.Args()[1].Kind() != ast.ListKind {
		return
	}
	for _, x := range c.Args()[1].AsList().Elements() {
		if s, ok := stringLiteral(x); ok && !doublestar.ValidatePattern(s) {
			b.refuse(x, "`"+s+"` is no glob pattern", "allowed are *, **, ?, [a-z] and {a,b}")
		}
	}
}

// matches compiles a literal pattern once, and says when loading that it is wrong.
func (b *builder) matches(c ast.CallExpr, args []node) node {
	n := matchCall{text: args[0], pattern: args[1]}
	pattern := c.Args()[len(c.Args())-1]
	if s, ok := stringLiteral(pattern); ok {
		re, err := regexp.Compile(s)
		if err != nil {
			return b.refuse(pattern, err.Error(), "the syntax is that of RE2: https://github.com/google/re2/wiki/Syntax")
		}
		n.compiled = re
	}
	return n
}

func stringLiteral(e ast.Expr) (string, bool) {
	if e.Kind() != ast.LiteralKind {
		return "", false
	}
	s, ok := e.AsLiteral().(types.String)
	return string(s), ok
}

// macro recognises what cel-go's macros expand to by the first value of the accumulator.
func (b *builder) macro(e ast.Expr) node {
	c := e.AsComprehension()
	over := b.build(c.IterRange())
	init := c.AccuInit()
	if c.IterRange().Kind() == ast.ListKind && len(c.IterRange().AsList().Elements()) == 0 && !isMacroStart(c) {
		// `sortBy` names its target by a loop over nothing.
		first := b.build(init)
		slot := b.enter(c.AccuVar())
		body := b.build(c.Result())
		b.leave()
		return binding{slot, first, body}
	}
	slot := b.enter(c.IterVar())
	defer b.leave()
	step := c.LoopStep().AsCall()
	switch {
	case init.Kind() == ast.LiteralKind && init.AsLiteral() == types.True:
		return quantifier{over: over, slot: slot, body: b.build(step.Args()[1]), decides: false}
	case init.Kind() == ast.LiteralKind && init.AsLiteral() == types.False:
		return quantifier{over: over, slot: slot, body: b.build(step.Args()[1]), decides: true}
	case init.Kind() == ast.LiteralKind:
		return uniqueness{over: over, slot: slot, body: b.build(step.Args()[0])}
	}
	m := mapping{over: over, slot: slot}
	if step.FunctionName() == operators.Conditional {
		m.keep = b.build(step.Args()[0])
		step = step.Args()[1].AsCall()
	}
	m.body = b.build(step.Args()[1].AsList().Elements()[0])
	return m
}

// isMacroStart reports whether the loop is one of all, exists, exists_one, map and filter, written over `[]`.
func isMacroStart(c ast.ComprehensionExpr) bool { return c.LoopStep().Kind() == ast.CallKind }

func (b *builder) enter(name string) int {
	b.scope = append(b.scope, name)
	b.slots = max(b.slots, len(b.scope))
	return len(b.scope) - 1
}

func (b *builder) leave() { b.scope = b.scope[:len(b.scope)-1] }
