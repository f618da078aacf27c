package clientperrequest

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/analyzers/internal/judge"
	"github.com/bytelyst/connaudit/internal/value"
)

// How long an object lives, the shorter ones first. What is held in several ways lives as long as the longest.
type life uint8

const (
	dropped  life = iota // nothing holds it when the function ends
	unclear              // code that is not seen may hold it
	instance             // an object holds it
	process              // the package holds it
)

// maxHolders bounds the variables, objects and functions that hold one another.
const maxHolders = 16

// lives answers how long objects of one package live.
type lives struct {
	p        *flow.Package
	literals map[token.Pos]ast.Node
	callers  map[*ssa.Function][]ssa.CallInstruction
	escaped  map[*ssa.Function]bool // used as a value
	once     map[*ssa.Function]bool // function literals that run once
	known    map[ssa.Value]answer   // what was found; an answer that is being looked for says that nothing holds it
}

type answer struct {
	life  life
	where ssa.Instruction
}

func newLives(p *flow.Package) *lives {
	l := &lives{p: p, literals: literals(p), callers: map[*ssa.Function][]ssa.CallInstruction{}, escaped: map[*ssa.Function]bool{},
		once: map[*ssa.Function]bool{}}
	for _, fn := range p.SSA.SrcFuncs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				l.note(instr)
			}
		}
	}
	return l
}

// note records who calls functions, and which are used as values.
func (l *lives) note(instr ssa.Instruction) {
	call, isCall := instr.(ssa.CallInstruction)
	if isCall {
		if f := call.Common().StaticCallee(); f != nil {
			l.callers[f] = append(l.callers[f], call)
		}
		if fn := calledFunc(call.Common()); fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "sync" && strings.HasPrefix(fn.Name(), "Once") || isOnceDo(fn) {
			for _, a := range call.Common().Args {
				if f := functionOf(a); f != nil {
					l.once[f] = true
				}
			}
		}
	}
	for _, op := range instr.Operands(nil) {
		f, ok := (*op).(*ssa.Function)
		if ok && !(isCall && call.Common().Value == f) {
			l.escaped[f] = true
		}
	}
	if m, ok := instr.(*ssa.MakeClosure); ok {
		for _, r := range *m.Referrers() {
			if c, ok := r.(ssa.CallInstruction); ok && c.Common().Value == m {
				l.callers[m.Fn.(*ssa.Function)] = append(l.callers[m.Fn.(*ssa.Function)], c)
			}
		}
	}
}

func isOnceDo(fn *types.Func) bool { return flow.Is(fn, "sync", "Once.Do") }

func functionOf(v ssa.Value) *ssa.Function {
	switch v := v.(type) {
	case *ssa.Function:
		return v
	case *ssa.MakeClosure:
		return v.Fn.(*ssa.Function)
	}
	return nil
}

// of says how long what is made in a function lives, as `lifetime` of rule files does.
func (l *lives) of(m made, fn *ssa.Function) *value.Value {
	l.known = map[ssa.Value]answer{}
	got, where := l.held(m.value, 0)
	far := where != nil // it is a function that calls this one which drops it
	switch got {
	case process:
		return value.NewString("process")
	case instance:
		return value.NewString("instance")
	case unclear:
		return value.NewUnknown("it is given to code that is not seen")
	}
	if !far && l.runsOnce(fn, 0) {
		return value.NewString("process")
	}
	out := value.NewString("call")
	if call, ok := where.(ssa.CallInstruction); ok && far {
		if at := l.p.CallAt(call.Common().Pos()); at != nil {
			out.At = l.p.Place(at)
		}
	}
	if out.At.IsNone() {
		out.At = l.p.Place(m.at)
	}
	return out
}

// held says what holds an object longest. For what is dropped, where is the call of the function that returned it, nil for the
// function that made it.
func (l *lives) held(v ssa.Value, depth int) (longest life, where ssa.Instruction) {
	if a, again := l.known[v]; again || v.Referrers() == nil {
		return a.life, a.where
	}
	if depth > maxHolders {
		return unclear, nil
	}
	l.known[v] = answer{}
	defer func() { l.known[v] = answer{longest, where} }()
	for _, r := range *v.Referrers() {
		got, at := l.use(v, r, depth+1)
		if got > longest {
			longest = got
		}
		if at != nil && where == nil {
			where = at
		}
	}
	return longest, where
}

// use says how long one use of an object holds it.
func (l *lives) use(v ssa.Value, r ssa.Instruction, depth int) (life, ssa.Instruction) {
	switch r := r.(type) {
	case *ssa.Store:
		if r.Val == v {
			return l.stored(r.Addr, depth)
		}
		return dropped, nil // something is put into it
	case *ssa.Phi, *ssa.MakeInterface, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.Convert, *ssa.TypeAssert, *ssa.Extract, *ssa.Slice:
		return l.held(r.(ssa.Value), depth)
	case *ssa.UnOp:
		if r.Op == token.MUL {
			return l.held(r, depth)
		}
		return dropped, nil
	case *ssa.FieldAddr, *ssa.Field, *ssa.IndexAddr, *ssa.Index, *ssa.Lookup:
		return l.part(r.(ssa.Value), depth)
	case *ssa.MapUpdate:
		if r.Map == v {
			return dropped, nil
		}
		return l.held(r.Map, depth)
	case *ssa.Return:
		return l.returned(r, depth)
	case *ssa.MakeClosure:
		return l.closure(v, r, depth)
	case *ssa.Send, *ssa.Go:
		return unclear, nil
	case ssa.CallInstruction:
		return l.called(v, r, depth)
	}
	return dropped, nil // comparisons, and what only looks
}

// part follows a part of an object: it may be what holds a client that was put there.
func (l *lives) part(v ssa.Value, depth int) (life, ssa.Instruction) {
	longest := dropped
	for _, r := range *v.Referrers() {
		if load, ok := r.(*ssa.UnOp); ok && load.Op == token.MUL && !isPlain(load.Type()) {
			if got, _ := l.held(load, depth); got > longest {
				longest = got
			}
		}
	}
	return longest, nil
}

// isPlain reports a type that holds nothing: texts, numbers, errors.
func isPlain(t types.Type) bool {
	_, basic := t.Underlying().(*types.Basic)
	return basic || types.Identical(t, types.Universe.Lookup("error").Type())
}

// stored says how long what is stored at an address is held.
func (l *lives) stored(addr ssa.Value, depth int) (life, ssa.Instruction) {
	switch a := addr.(type) {
	case *ssa.Global:
		return process, nil
	case *ssa.Alloc, *ssa.FreeVar:
		return l.held(a, depth)
	case *ssa.FieldAddr:
		return l.owner(a.X, depth)
	case *ssa.IndexAddr:
		return l.owner(a.X, depth)
	}
	return unclear, nil
}

// owner says how long an object lives that holds another in a part of itself.
func (l *lives) owner(v ssa.Value, depth int) (life, ssa.Instruction) {
	switch o := v.(type) {
	case *ssa.Global:
		return process, nil
	case *ssa.Parameter, *ssa.FreeVar:
		return instance, nil
	case *ssa.FieldAddr:
		return l.owner(o.X, depth+1)
	case *ssa.IndexAddr:
		return l.owner(o.X, depth+1)
	case *ssa.UnOp:
		return l.owner(o.X, depth+1)
	case *ssa.Alloc:
		return l.held(o, depth)
	}
	return instance, nil
}

// returned says what callers do with a result.
func (l *lives) returned(r *ssa.Return, depth int) (life, ssa.Instruction) {
	fn := r.Parent()
	calls := l.callers[fn]
	if fn.Parent() != nil || l.escaped[fn] || len(calls) == 0 || fn.Object() == nil {
		return unclear, nil
	}
	if fn.Object().Exported() && fn.Pkg.Pkg.Name() != "main" {
		return instance, nil // a constructor: who calls it keeps it
	}
	longest := process
	var where ssa.Instruction
	for _, c := range calls {
		v := c.Value()
		if v == nil {
			return unclear, nil
		}
		got, at := l.held(v, depth)
		if at == nil {
			at = c
		}
		if got == dropped && !l.runsOnce(at.Parent(), 0) {
			return dropped, at
		}
		if got < longest {
			longest, where = got, at
		}
	}
	if longest == dropped {
		return process, nil // each of them in what runs once
	}
	return longest, where
}

// closure says how long a function literal holds what it uses.
func (l *lives) closure(v ssa.Value, m *ssa.MakeClosure, depth int) (life, ssa.Instruction) {
	fn := m.Fn.(*ssa.Function)
	longest := dropped
	for i, b := range m.Bindings {
		if b == v {
			if got, _ := l.held(fn.FreeVars[i], depth); got > longest {
				longest = got
			}
		}
	}
	for _, r := range *m.Referrers() {
		switch r := r.(type) {
		case *ssa.Defer:
			continue
		case *ssa.Call:
			if r.Common().Value == m || l.callsAtOnce(r) {
				continue
			}
		}
		longest = max(longest, unclear) // it is kept, or runs later
	}
	return longest, nil
}

// callsAtOnce reports calls of library functions that call what they are given before they return.
func (l *lives) callsAtOnce(c *ssa.Call) bool {
	fn := calledFunc(c.Common())
	return fn != nil && (isOnceDo(fn) || fn.Pkg() != nil && strings.HasPrefix(fn.Pkg().Path(), "slices") || fn.Name() == "Retry")
}

// called says how long a call holds an object that it is given.
func (l *lives) called(v ssa.Value, c ssa.CallInstruction, depth int) (life, ssa.Instruction) {
	common := c.Common()
	fn := calledFunc(common)
	if _, builtin := common.Value.(*ssa.Builtin); builtin {
		if call, ok := c.(*ssa.Call); ok && !isPlain(call.Type()) {
			return l.held(call, depth)
		}
		return dropped, nil
	}
	if f := common.StaticCallee(); f != nil && f.Pkg == l.p.SSA.Pkg && len(f.Blocks) > 0 {
		longest := dropped
		for i, a := range common.Args {
			if a == v && i < len(f.Params) {
				got, _ := l.held(f.Params[i], depth)
				if got == instance && c.Value() != nil && !isPlain(c.Value().Type()) {
					got, _ = l.held(c.Value(), depth) // what is made of it holds it
				}
				longest = max(longest, got)
			}
		}
		return longest, nil
	}
	isReceiver := common.IsInvoke() && common.Value == v || fn != nil && fn.Signature().Recv() != nil && !common.IsInvoke() && len(common.Args) > 0 && common.Args[0] == v
	switch {
	case isReceiver && !answersHolder(fn):
		return dropped, nil
	case isReceiver, fn != nil && strings.HasPrefix(fn.Name(), "New"):
		if c.Value() == nil || isPlain(c.Value().Type()) {
			return dropped, nil
		}
		return l.held(c.Value(), depth)
	case flow.Is(fn, "fmt", "Println", "Printf", "Print", "Sprintf", "Fprintf", "Errorf"):
		return dropped, nil
	}
	return unclear, nil
}

// answersHolder reports a method whose result keeps what it is called on: another client, a session, a request.
func answersHolder(fn *types.Func) bool {
	if fn == nil || fn.Signature().Results().Len() == 0 {
		return false
	}
	n := flow.Named(fn.Signature().Results().At(0).Type())
	if n == nil {
		_, isFunc := fn.Signature().Results().At(0).Type().Underlying().(*types.Signature)
		return isFunc
	}
	for _, word := range []string{"Client", "Request", "Conn", "Database", "Collection", "Session", "Sender", "Receiver", "Pager", "Tx", "DB", "Pool", "Stmt"} {
		if strings.HasSuffix(n.Obj().Name(), word) {
			return true
		}
	}
	return false
}

// runsOnce reports whether a function runs once per process: it is called so, or only functions that do call it.
func (l *lives) runsOnce(fn *ssa.Function, depth int) bool {
	if depth > maxHolders || fn == nil {
		return false
	}
	if l.once[fn] || fn.Synthetic != "" && fn.Name() == "init" {
		return true
	}
	if fn.Parent() == nil && fn.Signature.Recv() == nil && judge.Listed(fn.Name(), "go-once-functions") {
		return true
	}
	if fn.Parent() != nil && l.runField(fn) {
		return true
	}
	calls := l.callers[fn]
	if l.escaped[fn] || len(calls) == 0 || fn.Object() != nil && fn.Object().Exported() && fn.Pkg.Pkg.Name() != "main" {
		return false
	}
	for _, c := range calls {
		if !l.runsOnce(c.Parent(), depth+1) {
			return false
		}
	}
	return true
}

// runField reports a function literal that is what a command runs: Run, RunE, Action.
func (l *lives) runField(fn *ssa.Function) bool {
	lit, ok := fn.Syntax().(*ast.FuncLit)
	if !ok {
		return false
	}
	for _, o := range l.p.Holding(lit) {
		switch o.Name() {
		case "Run", "RunE", "Action", "PreRunE", "PersistentPreRunE", "PreRun", "PersistentPreRun":
			return true
		}
	}
	return false
}
