package partitionkey

import (
	"go/ast"
	"go/types"
	"reflect"
	"strings"

	"github.com/bytelyst/connaudit/internal/value"
)

// maxLevels bounds how deep the fields of documents are listed.
const maxLevels = 4

// fields lists the fields that documents of a type have, by the names that encoding/json gives them; those of an object in an
// object by their path.
func (s *stater) fields(t types.Type) *value.Value {
	if t == nil {
		return value.NewUnknown("the type of the document is not seen")
	}
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if marshalsItself(t) {
		return value.NewUnknown("the document is written by a method of its own")
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return value.NewUnknown("the document is no struct")
	}
	l := &value.Value{Kind: value.List}
	s.list(l, st, "", 0)
	return l
}

func marshalsItself(t types.Type) bool {
	for _, m := range []string{"MarshalJSON", "UnmarshalJSON"} {
		if o, _, _ := types.LookupFieldOrMethod(types.NewPointer(t), true, nil, m); o != nil {
			return true
		}
	}
	return false
}

func (s *stater) list(l *value.Value, st *types.Struct, prefix string, level int) {
	for i := range st.NumFields() {
		f := st.Field(i)
		name, _, _ := strings.Cut(reflect.StructTag(st.Tag(i)).Get("json"), ",")
		inner, isStruct := pointed(f.Type()).Underlying().(*types.Struct)
		switch {
		case name == "-" || !f.Exported() && !f.Embedded():
			continue
		case f.Embedded() && name == "":
			if isStruct {
				s.list(l, inner, prefix, level+1)
			} else {
				l.Open = "a type is embedded whose fields are not seen"
			}
			continue
		case name == "":
			name = f.Name()
		}
		l.Elems = append(l.Elems, value.NewString(prefix+name))
		if isStruct && level < maxLevels && !marshalsItself(pointed(f.Type())) {
			s.list(l, inner, prefix+name+".", level+1)
		}
	}
}

func pointed(t types.Type) types.Type {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		return ptr.Elem()
	}
	return t
}

// sameFields lists, for each value that a literal gives several fields, the fields that are given it.
func (s *stater) sameFields(doc ast.Expr) *value.Value {
	lit := s.literal(doc)
	if lit == nil {
		return value.NewUnknown("how the document is made is not seen")
	}
	st, ok := s.p.TypeOf(lit).Underlying().(*types.Struct)
	if !ok {
		return value.NewUnknown("the document is no struct")
	}
	names := map[string]string{}
	for i := range st.NumFields() {
		name, _, _ := strings.Cut(reflect.StructTag(st.Tag(i)).Get("json"), ",")
		if name == "" {
			name = st.Field(i).Name()
		}
		names[st.Field(i).Name()] = name
	}
	byText := map[string][]string{}
	var order []string
	for _, x := range lit.Elts {
		kv, ok := x.(*ast.KeyValueExpr)
		if !ok {
			return value.NewUnknown("the document's fields are given without names")
		}
		id, ok := kv.Key.(*ast.Ident)
		if !ok || s.p.Pass.TypesInfo.Types[kv.Value].Value != nil || calls(kv.Value) {
			continue
		}
		text := types.ExprString(ast.Unparen(kv.Value))
		if _, again := byText[text]; !again {
			order = append(order, text)
			if path, reason := s.pathText(kv.Value, nil, 0); reason == "" {
				byText[text] = append(byText[text], path)
			}
		}
		byText[text] = append(byText[text], names[id.Name])
	}
	l := value.NewList()
	for _, text := range order {
		if len(byText[text]) > 1 {
			l.Elems = append(l.Elems, value.NewStrings(byText[text]...))
		}
	}
	return l
}

// literal is the literal that a document is made by and not changed afterwards; nil if there is none.
func (s *stater) literal(e ast.Expr) *ast.CompositeLit {
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok {
		e = ast.Unparen(u.X)
	}
	if lit, ok := e.(*ast.CompositeLit); ok {
		return lit
	}
	v, ok := s.p.ObjectOf(e).(*types.Var)
	if !ok {
		return nil
	}
	for k := range s.steps {
		if k.of == v {
			return nil
		}
	}
	writes, more := s.p.Writes(v)
	if _, _, param := s.p.ParamOf(v); param || more || len(writes) != 1 || writes[0].Tuple || writes[0].Ranged {
		return nil
	}
	value := ast.Unparen(writes[0].Value)
	if u, ok := value.(*ast.UnaryExpr); ok {
		value = ast.Unparen(u.X)
	}
	lit, _ := value.(*ast.CompositeLit)
	return lit
}

// calls reports whether an expression calls something, which may give another value each time.
func calls(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		_, isCall := n.(*ast.CallExpr)
		found = found || isCall
		return !found
	})
	return found
}
