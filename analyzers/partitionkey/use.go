package partitionkey

import (
	"go/ast"
	"go/types"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/analyzers/internal/stating"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

// operation is a method of a container: where its key, its item's id and its item stand among the arguments, -1 for nowhere.
type operation struct {
	role          string
	key, id, item int
}

var operations = map[string]operation{
	"ReadItem":              {"used", 1, 2, -1},
	"DeleteItem":            {"used", 1, 2, -1},
	"PatchItem":             {"used", 1, 2, -1},
	"ReplaceItem":           {"used", 1, 2, 3},
	"CreateItem":            {"used", 1, -1, 2},
	"UpsertItem":            {"used", 1, -1, 2},
	"NewTransactionalBatch": {"used", 0, -1, -1},
	"NewQueryItemsPager":    {"queried", 1, -1, -1},
}

// call states what one call does with a container.
func (s *stater) call(c *ast.CallExpr, fn *types.Func) {
	if opening(fn) >= 0 {
		s.out = append(s.out, stating.Draft{Node: c, On: stating.OnKey, Make: func(f *flow.Frame) *facts.Fact {
			found := s.fromCall(c, 0, f, 0)
			return s.fact("opened", c, found.name, nil, found.database)
		}})
		return
	}
	if flow.Is(fn, "encoding/json", "Unmarshal") && len(c.Args) == 2 {
		s.read(c)
		return
	}
	op, ok := operations[fn.Name()]
	sel, isMethod := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !ok || !isMethod || !flow.Is(fn, azcosmos, "ContainerClient."+fn.Name()) || op.key >= len(c.Args) || c.Ellipsis.IsValid() {
		return
	}
	s.use(c, sel.X, op)
	if op.item >= 0 && op.item < len(c.Args) {
		s.write(c, sel.X, c.Args[op.item])
	}
}

// use states the key that a call passes.
func (s *stater) use(c *ast.CallExpr, of ast.Expr, op operation) {
	s.out = append(s.out, stating.Draft{Node: c, On: keyAndValue, Make: func(f *flow.Frame) *facts.Fact {
		found := s.container(of, f, 0)
		key, parts := s.key(c.Args[op.key], f)
		if op.role == "queried" && key.Kind == value.List && len(key.Elems) == 0 {
			return nil // over all partitions
		}
		isID := len(parts) == 1 && op.id >= 0 && s.sameCode(parts[0].expr, c.Args[op.id])
		return s.fact(op.role, c, found.name, key, found.database, stating.Attr("is_id", value.NewBool(isID)))
	}})
}

// write states the document that a call writes.
func (s *stater) write(c *ast.CallExpr, of, item ast.Expr) {
	doc := s.marshalled(item, 0)
	s.out = append(s.out, stating.Draft{Node: c, On: stating.OnKey, Make: func(f *flow.Frame) *facts.Fact {
		found := s.container(of, f, 0)
		fields, same := value.NewUnknown("the document is not seen"), value.NewUnknown("the document is not seen")
		if doc != nil {
			fields, same = s.fields(s.p.TypeOf(doc)), s.sameFields(doc)
		}
		return s.fact("written", c, found.name, fields, found.database, stating.Attr("same", same))
	}})
}

// marshalled is what the bytes of an item are made of by json.Marshal; nil where that is not seen.
func (s *stater) marshalled(e ast.Expr, depth int) ast.Expr {
	e = ast.Unparen(e)
	if call, ok := e.(*ast.CallExpr); ok && flow.Is(s.p.Callee(call), "encoding/json", "Marshal", "MarshalIndent") && len(call.Args) > 0 {
		return call.Args[0]
	}
	v, ok := s.p.ObjectOf(e).(*types.Var)
	if !ok || depth > 4 {
		return nil
	}
	writes, more := s.p.Writes(v)
	if more || len(writes) != 1 || writes[0].Index != 0 || v.IsField() {
		return nil
	}
	return s.marshalled(writes[0].Value, depth+1)
}

// read states the document that json.Unmarshal reads the answer of ReadItem into.
func (s *stater) read(c *ast.CallExpr) {
	sel, ok := ast.Unparen(c.Args[0]).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Value" || !flow.IsType(s.p.TypeOf(sel.X), azcosmos, "ItemResponse") {
		return
	}
	v, ok := s.p.ObjectOf(sel.X).(*types.Var)
	if !ok {
		return
	}
	writes, _ := s.p.Writes(v)
	if len(writes) != 1 {
		return
	}
	call, ok := ast.Unparen(writes[0].Value).(*ast.CallExpr)
	if !ok || !flow.Is(s.p.Callee(call), azcosmos, "ContainerClient.ReadItem") {
		return
	}
	of := ast.Unparen(call.Fun).(*ast.SelectorExpr).X
	s.out = append(s.out, stating.Draft{Node: c, On: stating.OnKey, Make: func(f *flow.Frame) *facts.Fact {
		found := s.container(of, f, 0)
		return s.fact("read", c, found.name, s.fields(s.p.TypeOf(c.Args[1])), found.database, stating.Attr("same", value.NewList()))
	}})
}
