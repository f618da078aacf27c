package golang

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// context says to what the nodes of a subtree belong.
type context struct {
	scope  lang.ScopeID
	base   lang.ScopeID  // the scope around the block: those between it and scope are the block's own
	home   syntax.NodeID // the node whose children the block's scopes are for
	own    bool          // the block has a scope of its own already
	fixed  bool          // the scope is given; else it is that which holds where the context is entered
	span   int32         // the block, as an index into lowering.spans
	fn     lang.FuncID
	body   bool // the subtree is a block of statements, whose end says whether it exits
	method lang.ClassID
	jumps
}

// lowering is the state of one Lower.
type lowering struct {
	walk.Contexts[context]
	walk.Blocks
	m *lang.Module
	t *syntax.Tree

	roots   []root       // parallel to m.Effects until they are resolved
	members walk.Members // by class: the members' indices
	classes map[string]lang.ClassID
	labels  map[string]jump
}

// Lower builds the tables of the file. It reads any tree, also one of text that is not Go.
func Lower(t *syntax.Tree) *lang.Module {
	m := walk.NewModule(Language, t)
	lw := &lowering{
		Contexts: walk.NewContexts[context](t),
		Blocks:   walk.NewBlocks(m),
		m:        m,
		t:        t,
		classes:  map[string]lang.ClassID{},
		labels:   map[string]jump{},
	}
	lw.module()
	for n := range lw.Nodes(lw.leave) {
		lw.place(n)
		if ctx := lw.Opened(n); ctx != nil {
			lw.enter(n, *ctx)
		}
		if visit := visitors[kindOf(n)]; visit != nil {
			visit(lw, n)
		}
	}
	lw.resolve()
	return m
}

func (lw *lowering) module() {
	walk.AddScope(lw.m, lang.Scope{Parent: -1, Class: lang.NoClass})
	ctx := context{span: lw.Block(lang.Block{Branch: syntax.None}, -1), fixed: true, own: true, base: -1, method: lang.NoClass}
	lw.Ctx = ctx
	lw.Open(lw.t.Root(), ctx)
	lw.declarePackage()
}

// visitors says what Lower does with a node before it goes on to the nodes below.
var visitors [kindCount]func(*lowering, syntax.Node)

func init() {
	visitors = [kindCount]func(*lowering, syntax.Node){
		kAssignment:       (*lowering).assignment,
		kBinary:           (*lowering).binary,
		kBlock:            (*lowering).bareBlock,
		kCall:             (*lowering).call,
		kConstSpec:        (*lowering).constSpec,
		kDec:              (*lowering).step,
		kExpressionSwitch: (*lowering).switchStatement,
		kFor:              (*lowering).forStatement,
		kFuncLiteral:      (*lowering).literal,
		kFunction:         (*lowering).function,
		kIf:               (*lowering).ifStatement,
		kImportSpec:       (*lowering).importSpec,
		kInc:              (*lowering).step,
		kMethod:           (*lowering).methodDeclaration,
		kRange:            (*lowering).rangeClause,
		kReceive:          (*lowering).receive,
		kReturn:           (*lowering).returns,
		kSelect:           (*lowering).selectStatement,
		kShortVar:         (*lowering).shortVar,
		kTypeAlias:        (*lowering).typeSpec,
		kTypeSpec:         (*lowering).typeSpec,
		kTypeSwitch:       (*lowering).typeSwitch,
		kVarSpec:          (*lowering).varSpec,
	}
}

// enter makes ctx hold from now to the end of n.
func (lw *lowering) enter(n syntax.Node, ctx context) {
	if !ctx.fixed {
		ctx.scope, ctx.base, ctx.own = lw.Ctx.scope, lw.Ctx.scope, false
	}
	ctx.home, ctx.fixed = n.ID(), true
	lw.Enter(n, ctx)
}

// leave ends a block of statements. A subtree in which only the scope is another shares the block of the one around it,
// which ends it.
func (lw *lowering) leave(_ syntax.Node, outer context, outermost bool) {
	if lw.Ctx.body && lw.Ctx.span != outer.span || outermost {
		lw.endBlock(lw.Ctx.span)
	}
}

// returns notes a return statement. One without values of a function whose results have names is not looked into.
func (lw *lowering) returns(n syntax.Node) {
	f := &lw.m.Funcs[lw.Ctx.fn]
	value := only(n)
	if values := list(value); len(values) == 1 {
		value = values[0]
	}
	id := value.ID()
	if value.IsNone() && lw.namesResults(f) {
		id = n.ID()
	}
	f.Returns = append(f.Returns, lang.Return{Value: id, Block: lw.Made(lw.Ctx.span)})
}

// namesResults reports whether the function's results have names.
func (lw *lowering) namesResults(f *lang.Func) bool {
	for p := range lw.t.Node(f.Node).Child(fResult).NamedChildren() {
		if len(named(p)) > 0 {
			return true
		}
	}
	return false
}
