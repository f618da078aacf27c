package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
)

// read fills the tables in one walk.
func (p *Package) read() {
	nodes := []ast.Node{
		(*ast.FuncDecl)(nil), (*ast.FuncLit)(nil), (*ast.CallExpr)(nil), (*ast.CompositeLit)(nil), (*ast.AssignStmt)(nil),
		(*ast.ValueSpec)(nil), (*ast.RangeStmt)(nil), (*ast.UnaryExpr)(nil), (*ast.IncDecStmt)(nil), (*ast.Ident)(nil), (*ast.StructType)(nil),
	}
	var funcs []ast.Node
	called := map[*ast.Ident]bool{}
	p.Inspector.Nodes(nodes, func(n ast.Node, push bool) bool {
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			if !push {
				funcs = funcs[:len(funcs)-1]
				return true
			}
		}
		if !push {
			return true
		}
		if len(funcs) > 0 {
			switch n.(type) {
			case *ast.CallExpr, *ast.CompositeLit, *ast.FuncLit:
				p.around[n] = funcs[len(funcs)-1]
			}
		}
		switch n := n.(type) {
		case *ast.FuncDecl:
			if f, ok := p.Pass.TypesInfo.Defs[n.Name].(*types.Func); ok {
				p.decls[f] = n
				for i := range f.Signature().Params().Len() {
					p.params[f.Signature().Params().At(i)] = Hole{Func: f, Param: i}
				}
			}
			funcs = append(funcs, n)
		case *ast.FuncLit:
			funcs = append(funcs, n)
		case *ast.CallExpr:
			p.readCall(n, called)
		case *ast.Ident:
			if f, ok := p.Pass.TypesInfo.Uses[n].(*types.Func); ok && !called[n] {
				p.asValue[f.Origin()] = true
			}
		default:
			p.readWrite(n)
		}
		return true
	})
}

func (p *Package) readCall(n *ast.CallExpr, called map[*ast.Ident]bool) {
	p.calls[n.Lparen] = n
	fun := ast.Unparen(n.Fun)
	switch i := fun.(type) { // with type arguments
	case *ast.IndexExpr:
		fun = ast.Unparen(i.X)
	case *ast.IndexListExpr:
		fun = ast.Unparen(i.X)
	}
	var id *ast.Ident
	switch f := fun.(type) {
	case *ast.Ident:
		id = f
	case *ast.SelectorExpr:
		id = f.Sel
	default:
		return
	}
	called[id] = true
	if f, ok := p.Pass.TypesInfo.Uses[id].(*types.Func); ok {
		p.callers[f.Origin()] = append(p.callers[f.Origin()], n)
	}
}

func (p *Package) readWrite(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		p.assign(n)
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if w, ok := writeOf(n.Values, len(n.Names), i); ok {
				p.write(p.Pass.TypesInfo.Defs[name], w)
			}
		}
	case *ast.RangeStmt:
		for i, e := range []ast.Expr{n.Key, n.Value} {
			if e != nil {
				p.write(p.ObjectOf(e), Write{Value: n.X, Ranged: true, Key: i == 0, At: e.Pos()})
			}
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			if o := p.ObjectOf(n.X); o != nil && !isStruct(o.Type()) {
				p.taken[o] = true
			}
		}
	case *ast.IncDecStmt:
		p.write(p.ObjectOf(n.X), Write{Value: n.X, Add: true, At: n.Pos()})
	case *ast.CompositeLit:
		p.literal(n)
	case *ast.StructType:
		if t, ok := p.Pass.TypesInfo.TypeOf(n).(*types.Struct); ok {
			for i := range t.NumFields() {
				p.fields[t.Field(i)] = t.Tag(i)
			}
			i := 0
			for _, f := range n.Fields.List {
				for range max(1, len(f.Names)) {
					p.tagged[t.Field(i)] = f
					i++
				}
			}
		}
	}
}

func isStruct(t types.Type) bool {
	_, ok := t.Underlying().(*types.Struct)
	return ok
}

// writeOf is what the i-th of n names is given by a list of values.
func writeOf(values []ast.Expr, n, i int) (Write, bool) {
	switch {
	case len(values) == n:
		return Write{Value: values[i], At: values[i].Pos()}, true
	case len(values) == 1:
		return Write{Value: values[0], Index: i, Tuple: true, At: values[0].Pos()}, true
	}
	return Write{}, false
}

func (p *Package) assign(n *ast.AssignStmt) {
	for i, e := range n.Lhs {
		w, ok := writeOf(n.Rhs, len(n.Lhs), i)
		if !ok {
			continue
		}
		w.Assigned = true
		if sel, ok := ast.Unparen(e).(*ast.SelectorExpr); ok {
			if id, ok := ast.Unparen(sel.X).(*ast.Ident); ok {
				w.Of = p.ObjectOf(id)
			}
		}
		w.Add = n.Tok != token.ASSIGN && n.Tok != token.DEFINE
		p.write(p.ObjectOf(e), w)
	}
}

func (p *Package) write(o types.Object, w Write) {
	v, ok := o.(*types.Var)
	if !ok {
		return
	}
	p.writes[v.Origin()] = append(p.writes[v.Origin()], w)
}

// literal records the fields that a composite literal gives.
func (p *Package) literal(n *ast.CompositeLit) {
	t := p.TypeOf(n)
	if t == nil {
		return
	}
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i, e := range n.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			p.write(p.ObjectOf(kv.Key), Write{Value: kv.Value, At: kv.Value.Pos()})
		} else if i < s.NumFields() {
			p.write(s.Field(i), Write{Value: e, At: e.Pos()})
		}
	}
}

// Field is a member of a struct literal.
func (p *Package) Field(n *ast.CompositeLit, name string) ast.Expr {
	t := p.TypeOf(n)
	if t == nil {
		return nil
	}
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s, _ := t.Underlying().(*types.Struct)
	for i, e := range n.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && id.Name == name {
				return kv.Value
			}
		} else if s != nil && i < s.NumFields() && s.Field(i).Name() == name {
			return e
		}
	}
	return nil
}

// Tag returns the tags of a field, also of one of another package's type that t is.
func (p *Package) Tag(t types.Type, field *types.Var) reflect.StructTag {
	if tag, ok := p.fields[field.Origin()]; ok {
		return reflect.StructTag(tag)
	}
	n := Named(t)
	if n == nil {
		return ""
	}
	if s, ok := n.Underlying().(*types.Struct); ok {
		for i := range s.NumFields() {
			if s.Field(i) == field {
				return reflect.StructTag(s.Tag(i))
			}
		}
	}
	return ""
}
