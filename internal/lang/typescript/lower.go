package typescript

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// lowerer is the state of the walk over one file.
type lowerer struct {
	m        *lang.Module
	t        *syntax.Tree
	frames   []frame
	agenda   []planned
	arms     []arm
	groups   map[lang.BlockID]group
	left     map[lang.BlockID]bool // blocks that a break inside them leaves
	pending  []pendingEffect
	requires []pendingImport
	reexport []pendingExport
	names    map[string]string
	depths   []int // of Scopes: how many are around it

	decorators map[syntax.NodeID][]syntax.NodeID // of methods, where they stand before the method
}

func lower(language *lang.Language, t *syntax.Tree) *lang.Module {
	l := &lowerer{
		t: t, m: walk.NewModule(language, t),
		groups: map[lang.BlockID]group{}, left: map[lang.BlockID]bool{}, names: map[string]string{},
		decorators: map[syntax.NodeID][]syntax.NodeID{},
	}
	l.pending = make([]pendingEffect, 0, 16+t.Len()/16) // about what real code has
	l.openModule()
	for id := syntax.NodeID(1); int(id) < t.Len(); id++ {
		n := t.Node(id)
		if !n.Named() {
			continue
		}
		l.enter(id)
		if l.tooDeep() || l.visit(n) {
			id = n.Last()
		}
	}
	l.finishBlocks()
	l.finishEffects()
	l.finishModules()
	return l.m
}

// Code nested deeper than this is not read: no programmer writes it, and work that grows with the depth of each node
// would never end.
const (
	maxScopes = 1000
	maxFrames = 10000
)

func (l *lowerer) tooDeep() bool {
	return len(l.frames) > maxFrames || l.depths[l.top().scope] > maxScopes
}

func (l *lowerer) openModule() {
	root := l.t.Root()
	l.m.FuncOf[0] = 0
	l.frames = append(l.frames, frame{class: lang.NoClass, body: syntax.None, last: root.Last()})
	arm, _ := l.newBody(root, 0)
	scope := l.newScope(root, -1)
	l.m.Scopes[scope].Func = 0
	l.top().arm, l.top().scope, l.top().varScope = arm, scope, scope
}

// visit fills the tables from one node and reports whether the walk is to go on behind its subtree.
func (l *lowerer) visit(n syntax.Node) (skip bool) {
	switch n.Type() {
	case "comment", "string", "regex", "number", "type_annotation", "type_arguments", "type_parameters",
		"implements_clause", "object_type", "function_type", "type_query", "generic_type", "union_type",
		"abstract_method_signature", "method_signature", "index_signature":
		if n.Is("abstract_method_signature") {
			l.abstractMethod(n)
		}
		return true
	case "interface_declaration", "type_alias_declaration":
		l.typeName(n)
		return true
	case "function_signature":
		l.signature(n)
		return true
	case "import_statement":
		l.importStatement(n)
		return true
	case "import_alias":
		l.importAlias(n)
	case "export_statement":
		l.exportStatement(n)
	case "enum_declaration":
		l.enum(n)
	case "variable_declarator":
		l.declarator(n)
	case "function_declaration", "generator_function_declaration", "function_expression", "generator_function",
		"arrow_function", "method_definition":
		l.function(n)
	case "class_declaration", "abstract_class_declaration", "class":
		l.classNode(n)
	case "public_field_definition", "field_definition":
		l.field(n)
	case "class_static_block":
		l.staticBlock(n)
	case "internal_module", "module":
		l.namespace(n)
	case "ambient_declaration":
		l.ambient(n)
	case "assignment_expression", "augmented_assignment_expression":
		l.assignment(n)
	case "update_expression":
		l.update(n)
	case "unary_expression":
		l.unary(n)
	case "call_expression":
		l.call(n)
	case "new_expression":
		l.pass(n, n.ByField("arguments"))
	default:
		l.visitFlow(n)
	}
	return false
}

// visitFlow is visit for what decides in which order code runs.
func (l *lowerer) visitFlow(n syntax.Node) {
	switch n.Type() {
	case "statement_block":
		l.blockScope(n)
	case "if_statement":
		l.ifStatement(n)
	case "ternary_expression":
		l.exprArm(n, n.ByField("consequence"), 0, 2)
		l.exprArm(n, n.ByField("alternative"), 1, 2)
	case "binary_expression":
		switch n.ByField("operator").Type() {
		case "&&", "||", "??":
			l.exprArm(n, n.ByField("right"), 0, 0)
		}
	case "switch_statement":
		l.switchStatement(n)
	case "for_statement", "while_statement", "do_statement":
		l.loop(n)
	case "for_in_statement":
		l.forIn(n)
	case "try_statement":
		l.try(n)
	case "catch_clause":
		l.catch(n)
	case "return_statement":
		fn := &l.m.Funcs[l.top().fn]
		fn.Returns = append(fn.Returns, lang.Return{Value: n.NamedFirst().ID(), Block: l.block(l.top().arm)})
		l.exits(0)
	case "throw_statement":
		l.exits(l.top().throws)
	case "continue_statement", "break_statement":
		l.jump(n)
	case "labeled_statement":
		l.labelled(n)
	}
}

// intern returns the text of n, one string for all its occurrences.
func (l *lowerer) intern(n syntax.Node) string {
	b := l.t.Text()[n.Start():n.End()]
	if s, ok := l.names[string(b)]; ok {
		return s
	}
	s := string(b)
	l.names[s] = s
	return s
}
