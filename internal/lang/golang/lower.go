package golang

import (
	"github.com/bytelyst/connaudit/internal/lang"
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

// frame is an entered subtree.
type frame struct {
	last  syntax.NodeID // of the subtree
	outer context       // what holds again after it
}

// lowering is the state of one Lower.
type lowering struct {
	m        *lang.Module
	t        *syntax.Tree
	ctx      context
	frames   []frame
	opens    []int32 // by node: 1 + the index in contexts of the context that begins there; 0 for most
	contexts []context
	spans    []span

	roots   []root           // parallel to m.Effects until they are resolved
	members []map[string]int // by class: the members' indices
	classes map[string]lang.ClassID
	labels  map[string]jump
}

// Lower builds the tables of the file. It reads any tree, also one of text that is not Go.
func Lower(t *syntax.Tree) *lang.Module {
	lw := &lowering{
		t:       t,
		opens:   make([]int32, t.Len()),
		classes: map[string]lang.ClassID{},
		labels:  map[string]jump{},
		m: &lang.Module{
			Tree: t, Language: Language,
			ScopeOf: map[syntax.NodeID]lang.ScopeID{},
			BlockOf: map[syntax.NodeID]lang.BlockID{},
			FuncOf:  map[syntax.NodeID]lang.FuncID{},
			ClassOf: map[syntax.NodeID]lang.ClassID{},
		},
	}
	lw.module()
	for id := syntax.NodeID(0); int(id) < t.Len(); id++ {
		for len(lw.frames) > 0 && lw.frames[len(lw.frames)-1].last < id {
			lw.leave()
		}
		n := t.Node(id)
		lw.place(n)
		if o := lw.opens[id]; o != 0 {
			lw.enter(n, lw.contexts[o-1])
		}
		if visit := visitors[kindOf(n)]; visit != nil {
			visit(lw, n)
		}
	}
	for len(lw.frames) > 0 {
		lw.leave()
	}
	lw.resolve()
	return lw.m
}

func (lw *lowering) module() {
	lw.m.Funcs = append(lw.m.Funcs, lang.Func{
		Kind: lang.ModuleBody, Parent: lang.NoFunc, Class: lang.NoClass,
		This: lang.NoBinding, Binding: lang.NoBinding,
	})
	lw.addScope(lang.Scope{Parent: -1, Class: lang.NoClass})
	ctx := context{span: lw.block(lang.Block{Branch: syntax.None}, -1), fixed: true, own: true, base: -1, method: lang.NoClass}
	lw.ctx = ctx
	lw.open(lw.t.Root(), ctx)
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

// open makes ctx hold in the subtree of n, a node that is still to be read.
func (lw *lowering) open(n syntax.Node, ctx context) {
	if n.IsNone() {
		return
	}
	lw.contexts = append(lw.contexts, ctx)
	lw.opens[n.ID()] = int32(len(lw.contexts))
}

// enter makes ctx hold from now to the end of n.
func (lw *lowering) enter(n syntax.Node, ctx context) {
	lw.frames = append(lw.frames, frame{n.Last(), lw.ctx})
	if !ctx.fixed {
		ctx.scope, ctx.base, ctx.own = lw.ctx.scope, lw.ctx.scope, false
	}
	ctx.home, ctx.fixed = n.ID(), true
	lw.ctx = ctx
}

func (lw *lowering) leave() {
	f := lw.frames[len(lw.frames)-1]
	lw.frames = lw.frames[:len(lw.frames)-1]
	// A frame that changes only the scope shares the body of the one around it, which ends it.
	if lw.ctx.body && lw.ctx.span != f.outer.span || len(lw.frames) == 0 {
		lw.endBlock(lw.ctx.span)
	}
	lw.ctx = f.outer
}

// returns notes a return statement. One without values of a function whose results have names is not looked into.
func (lw *lowering) returns(n syntax.Node) {
	f := &lw.m.Funcs[lw.ctx.fn]
	value := only(n)
	if values := list(value); len(values) == 1 {
		value = values[0]
	}
	id := value.ID()
	if value.IsNone() && lw.namesResults(f) {
		id = n.ID()
	}
	f.Returns = append(f.Returns, lang.Return{Value: id, Block: lw.made(lw.ctx.span)})
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
