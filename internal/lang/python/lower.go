package python

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// context says to what the nodes of a subtree belong.
type context struct {
	scope    lang.ScopeID
	span     int32 // the block, as an index into lowering.spans
	fn       lang.FuncID
	typeOnly bool // below `if TYPE_CHECKING:`
	body     bool // the subtree is a block of statements, whose end says whether it exits
	jumps
}

// lowering is the state of one Lower.
type lowering struct {
	walk.Contexts[context]
	walk.Blocks
	m *lang.Module
	t *syntax.Tree

	roots       []root       // parallel to m.Effects until they are resolved
	members     walk.Members // by class: the members' indices
	classSpans  []int32      // by class: the block its body runs in
	inner       []bool       // by scope: a comprehension's
	nonlocals   map[nonlocal]syntax.NodeID
	chain       syntax.NodeID // the value of the chained assignment that is being read
	importsOf   map[lang.BindingID][]lang.ImportID
	conflicting map[lang.BindingID]bool
}

// Lower builds the tables of the file. It reads any tree, also one of text that is not Python.
func Lower(t *syntax.Tree) *lang.Module {
	m := walk.NewModule(Language, t)
	lw := &lowering{
		Contexts:  walk.NewContexts[context](t),
		Blocks:    walk.NewBlocks(m),
		m:         m,
		t:         t,
		importsOf: map[lang.BindingID][]lang.ImportID{},
		nonlocals: map[nonlocal]syntax.NodeID{},
	}
	lw.module()
	for n := range lw.Nodes(lw.leave) {
		if ctx := lw.Opened(n); ctx != nil {
			lw.Enter(n, *ctx)
		}
		if visit := visitors[kindOf(n)]; visit != nil {
			visit(lw, n)
		}
	}
	lw.resolve()
	return m
}

func (lw *lowering) module() {
	lw.addScope(lang.Scope{Parent: -1, Class: lang.NoClass})
	ctx := context{span: lw.Block(lang.Block{Branch: syntax.None}, -1), body: true}
	lw.Ctx = ctx
	lw.Open(lw.t.Root(), ctx)
}

// visitors says what Lower does with a node before it goes on to the nodes below.
var visitors [kindCount]func(*lowering, syntax.Node)

func init() {
	visitors = [kindCount]func(*lowering, syntax.Node){
		kAsPattern:         (*lowering).asPattern,
		kAssignment:        (*lowering).assignment,
		kAugmented:         (*lowering).augmented,
		kBoolean:           (*lowering).boolean,
		kCall:              (*lowering).call,
		kCaseClause:        (*lowering).caseClause,
		kClass:             (*lowering).class,
		kConditional:       (*lowering).conditional,
		kDelete:            (*lowering).deletion,
		kDictComprehension: (*lowering).comprehension,
		kFor:               (*lowering).forStatement,
		kFunction:          (*lowering).function,
		kFutureImport:      (*lowering).importFrom,
		kGenerator:         (*lowering).comprehension,
		kGlobal:            (*lowering).global,
		kIf:                (*lowering).ifStatement,
		kImport:            (*lowering).importStatement,
		kImportFrom:        (*lowering).importFrom,
		kLambda:            (*lowering).lambda,
		kListComprehension: (*lowering).comprehension,
		kMatch:             (*lowering).match,
		kNamedExpression:   (*lowering).namedExpression,
		kNonlocal:          (*lowering).nonlocal,
		kReturn:            (*lowering).returns,
		kSetComprehension:  (*lowering).comprehension,
		kTry:               (*lowering).try,
		kTypeAlias:         (*lowering).typeAlias,
		kWhile:             (*lowering).whileStatement,
		kYield:             (*lowering).yields,
	}
}

// leave ends a try statement or a block of statements. A subtree in which only the scope is another shares the block of the
// one around it, which ends it.
func (lw *lowering) leave(n syntax.Node, outer context, outermost bool) {
	if kindOf(n) == kTry {
		lw.endTry(n)
	}
	if lw.Ctx.body && lw.Ctx.span != outer.span || outermost {
		lw.endBlock(lw.Ctx.span)
	}
}

// returns notes a return statement.
func (lw *lowering) returns(n syntax.Node) {
	f := &lw.m.Funcs[lw.Ctx.fn]
	f.Returns = append(f.Returns, lang.Return{Value: only(n).ID(), Block: lw.Made(lw.Ctx.span)})
}

// yields notes that the function is a generator. What `yield from` passes on is not its own.
func (lw *lowering) yields(n syntax.Node) {
	f := &lw.m.Funcs[lw.Ctx.fn]
	f.Generator = true
	if !n.HasToken("from") {
		f.Yields = append(f.Yields, lang.Return{Value: only(n).ID(), Block: lw.Made(lw.Ctx.span)})
	}
}
