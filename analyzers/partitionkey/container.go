package partitionkey

import (
	"go/ast"
	"go/types"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/analyzers/internal/wire"
	"github.com/bytelyst/connaudit/internal/value"
)

// container is what is known of the container behind an expression.
type container struct {
	name     *value.Value
	database *value.Value // nil where it is not seen
}

func notSeen(reason string) container { return container{name: value.NewUnknown(reason)} }

// maxWay bounds the variables, fields and functions on the way back to where a container is opened.
const maxWay = 12

// container finds the container behind an expression.
func (s *stater) container(e ast.Expr, f *flow.Frame, depth int) container {
	e = ast.Unparen(e)
	if depth > maxWay {
		return notSeen("the container comes a long way")
	}
	switch e := e.(type) {
	case *ast.UnaryExpr:
		return s.container(e.X, f, depth+1)
	case *ast.StarExpr:
		return s.container(e.X, f, depth+1)
	case *ast.IndexExpr:
		if s.keyed {
			return container{name: s.p.Eval(e.Index, f)}
		}
		return notSeen("the container is one of a map")
	case *ast.CallExpr:
		return s.fromCall(e, 0, f, depth)
	}
	v, ok := s.p.ObjectOf(e).(*types.Var)
	if !ok {
		return notSeen("the container is not seen")
	}
	if arg, frame, ok := s.p.Bound(v, f); ok {
		return s.container(arg, frame, depth+1)
	}
	if v.Pkg() != s.pass.Pkg {
		return s.imported(v, nil, f)
	}
	if fn, index, ok := s.p.ParamOf(v); ok {
		return s.parameter(v, fn, index, f, depth)
	}
	return s.written(v, f, depth)
}

// parameter is a container that a caller gives. A field that keeps one is asked for all callers at once.
func (s *stater) parameter(v *types.Var, fn *types.Func, index int, f *flow.Frame, depth int) container {
	if fn == nil {
		return notSeen("the container is a parameter")
	}
	return container{name: hole(fn, index, "the container is the parameter "+v.Name())}
}

// written is the container that a variable or field holds.
func (s *stater) written(v *types.Var, f *flow.Frame, depth int) container {
	writes, more := s.p.Writes(v)
	if more && !v.IsField() || len(writes) == 0 {
		return notSeen("the container that `" + v.Name() + "` holds is not seen")
	}
	var found []container
	for _, w := range writes {
		var c container
		call, isCall := ast.Unparen(w.Value).(*ast.CallExpr)
		switch {
		case w.Ranged:
			return notSeen("the container is one of several")
		case w.Tuple && isCall:
			c = s.fromCall(call, w.Index, f, depth+1)
		case w.Tuple:
			return s.container(w.Value, f, depth+1)
		case s.p.Pass.TypesInfo.Types[w.Value].IsNil():
			continue
		default:
			c = s.container(w.Value, f, depth+1)
		}
		if h, ok := c.name.Ref.(flow.Hole); ok && v.IsField() && h.Func != nil {
			c = s.overCallers(c, h, depth)
		}
		found = append(found, c)
	}
	return one(found)
}

// overCallers is the container that all callers give a parameter, where all are seen.
func (s *stater) overCallers(c container, h flow.Hole, depth int) container {
	calls, more := s.p.Callers(h.Func)
	if more || len(calls) == 0 {
		return c
	}
	var found []container
	for _, call := range calls {
		if h.Param >= len(call.Args) || call.Ellipsis.IsValid() {
			return notSeen("the container is an argument that is spread")
		}
		if _, isText := s.p.TypeOf(call.Args[h.Param]).Underlying().(*types.Basic); isText {
			found = append(found, container{name: s.p.Eval(call.Args[h.Param], nil)})
			continue
		}
		found = append(found, s.container(call.Args[h.Param], nil, depth+2))
	}
	return one(found)
}

// one is the container that all are; several are none that is known.
func one(found []container) container {
	if len(found) == 0 {
		return notSeen("the container is not seen")
	}
	var names []*value.Value
	for _, c := range found {
		names = append(names, c.name)
	}
	first := found[0]
	first.name = value.NewBranch(names...)
	for _, c := range found[1:] {
		if c.database == nil || first.database == nil || !value.Same(c.database, first.database) {
			first.database = nil
		}
	}
	return first
}

// fromCall is a container that a call returns.
func (s *stater) fromCall(e *ast.CallExpr, index int, f *flow.Frame, depth int) container {
	fn := s.p.Callee(e)
	if fn == nil {
		return notSeen("the container comes from a call")
	}
	if n := opening(fn); n >= 0 && n < len(e.Args) {
		c := container{name: s.p.Eval(e.Args[n], f)}
		if n == 1 {
			c.database = s.p.Eval(e.Args[0], f)
		} else {
			c.database = s.database(e, f)
		}
		return c
	}
	if fn.Pkg() != s.pass.Pkg {
		return s.imported(fn.Origin(), e, f)
	}
	d := s.p.Decl(fn)
	frame := s.p.Bind(fn, e, f)
	if d == nil || d.Body == nil || frame == nil {
		return notSeen("the container comes from " + fn.Name() + ", which is not seen")
	}
	var found []container
	for _, r := range flow.Returns(d.Body) {
		if len(r.Results) == 1 && index > 0 || len(r.Results) == 1 && fn.Signature().Results().Len() > 1 {
			if inner, ok := ast.Unparen(r.Results[0]).(*ast.CallExpr); ok {
				found = append(found, s.fromCall(inner, index, frame, depth+1))
				continue
			}
		}
		if index >= len(r.Results) {
			return notSeen("the container is a named result")
		}
		if !s.p.Pass.TypesInfo.Types[r.Results[index]].IsNil() {
			found = append(found, s.container(r.Results[index], frame, depth+1))
		}
	}
	return one(found)
}

// database is the name of the database that a container is opened in: client.NewDatabase(name).
func (s *stater) database(e *ast.CallExpr, f *flow.Frame) *value.Value {
	sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	v, ok := s.p.ObjectOf(sel.X).(*types.Var)
	if !ok {
		return nil
	}
	writes, _ := s.p.Writes(v)
	if len(writes) != 1 {
		return nil
	}
	call, ok := ast.Unparen(writes[0].Value).(*ast.CallExpr)
	if ok && flow.Is(s.p.Callee(call), azcosmos, "Client.NewDatabase") && len(call.Args) == 1 {
		return s.p.Eval(call.Args[0], f)
	}
	return nil
}

// containerFact is what other packages are told of a function that returns a container, or of a variable or field that holds
// one.
type containerFact struct{ Name, Database wire.Value }

// AFact marks containerFact as an analysis fact.
func (*containerFact) AFact() {}

func (f *containerFact) String() string { return "container " + f.Name.Str }

func (s *stater) imported(o types.Object, call *ast.CallExpr, f *flow.Frame) container {
	var fact containerFact
	if !s.pass.ImportObjectFact(o, &fact) {
		return notSeen("the container comes from " + o.Name() + ", which is not seen")
	}
	if call != nil {
		return container{name: s.p.Fill(call, fact.Name, f), database: s.p.Fill(call, fact.Database, f)}
	}
	if fact.Name.Hole > 0 {
		return notSeen("the container of " + o.Name() + " is a parameter's")
	}
	return container{name: s.p.Wires().Value(fact.Name), database: s.p.Wires().Value(fact.Database)}
}

// export tells other packages of functions, variables and fields that are containers.
func (s *stater) export() {
	for _, fn := range s.p.Functions() {
		d := s.p.Decl(fn)
		if !fn.Exported() || d == nil || d.Body == nil || fn.Signature().Results().Len() == 0 || !isContainer(fn.Signature().Results().At(0).Type()) {
			continue
		}
		var found []container
		for _, r := range flow.Returns(d.Body) {
			if len(r.Results) == 1 && fn.Signature().Results().Len() > 1 {
				if inner, ok := ast.Unparen(r.Results[0]).(*ast.CallExpr); ok {
					found = append(found, s.fromCall(inner, 0, nil, 1))
				}
			} else if len(r.Results) > 0 && !s.p.Pass.TypesInfo.Types[r.Results[0]].IsNil() {
				found = append(found, s.container(r.Results[0], nil, 0))
			}
		}
		s.send(fn, one(found))
	}
	scope := s.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		switch o := scope.Lookup(name).(type) {
		case *types.Var:
			if o.Exported() && isContainer(o.Type()) {
				s.send(o, s.written(o, nil, 0))
			}
		case *types.TypeName:
			if st, ok := o.Type().Underlying().(*types.Struct); ok && o.Exported() {
				for i := range st.NumFields() {
					if v := st.Field(i); v.Exported() && isContainer(v.Type()) {
						s.send(v, s.written(v, nil, 0))
					}
				}
			}
		}
	}
}

func (s *stater) send(o types.Object, c container) {
	if _, isHole := c.name.Ref.(flow.Hole); c.name.Kind == value.Unknown && len(c.name.Env) == 0 && !isHole {
		return
	}
	s.pass.ExportObjectFact(o, &containerFact{wire.Pack(c.name), wire.Pack(c.database)})
}

func isContainer(t types.Type) bool { return flow.IsType(t, azcosmos, "ContainerClient") }
