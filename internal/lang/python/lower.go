package python

import (
	"github.com/bytelyst/connaudit/internal/lang"
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

// frame is an entered subtree.
type frame struct {
	last  syntax.NodeID // of the subtree
	outer context       // what holds again after it
	try   syntax.NodeID // the try statement that ends here, else None
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

	roots       []root           // parallel to m.Effects until they are resolved
	members     []map[string]int // by class: the members' indices
	classSpans  []int32          // by class: the block its body runs in
	inner       []bool           // by scope: a comprehension's
	nonlocals   map[nonlocal]syntax.NodeID
	chain       syntax.NodeID // the value of the chained assignment that is being read
	importsOf   map[lang.BindingID][]lang.ImportID
	conflicting map[lang.BindingID]bool
}

// Lower builds the tables of the file. It reads any tree, also one of text that is not Python.
func Lower(t *syntax.Tree) *lang.Module {
	lw := &lowering{
		t:         t,
		opens:     make([]int32, t.Len()),
		importsOf: map[lang.BindingID][]lang.ImportID{},
		nonlocals: map[nonlocal]syntax.NodeID{},
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
	ctx := context{span: lw.block(lang.Block{Branch: syntax.None}, -1), body: true}
	lw.ctx = ctx
	lw.open(lw.t.Root(), ctx)
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
	lw.frames = append(lw.frames, frame{n.Last(), lw.ctx, syntax.None})
	lw.ctx = ctx
}

func (lw *lowering) leave() {
	f := lw.frames[len(lw.frames)-1]
	lw.frames = lw.frames[:len(lw.frames)-1]
	if f.try != syntax.None {
		lw.endTry(lw.t.Node(f.try))
	}
	// A frame that changes only the scope shares the body of the one around it, which ends it.
	if lw.ctx.body && lw.ctx.span != f.outer.span || len(lw.frames) == 0 {
		lw.endBlock(lw.ctx.span)
	}
	lw.ctx = f.outer
}

// returns notes a return statement.
func (lw *lowering) returns(n syntax.Node) {
	f := &lw.m.Funcs[lw.ctx.fn]
	f.Returns = append(f.Returns, lang.Return{Value: only(n).ID(), Block: lw.made(lw.ctx.span)})
}

// yields notes that the function is a generator. What `yield from` passes on is not its own.
func (lw *lowering) yields(n syntax.Node) {
	f := &lw.m.Funcs[lw.ctx.fn]
	f.Generator = true
	if !n.HasToken("from") {
		f.Yields = append(f.Yields, lang.Return{Value: only(n).ID(), Block: lw.made(lw.ctx.span)})
	}
}
