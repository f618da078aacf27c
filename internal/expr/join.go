package expr

import (
	"slices"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
)

// Join is what another fact must have in common with the site for a condition on it to hold. So facts can be looked up, and most of them
// need not be asked.
type Join struct {
	Fields  []string // in which they must be equal: key, file, repo, pkg
	Lists   []Member // in which the other's must be one of several
	Upper   bool     // the other key may also be the site's in upper case
	Unkeyed bool     // the key of the other must not be known
}

// Member says that a field of the other must be in the list that a name stands for.
type Member struct{ Field, List string }

// joinable are the fields that facts are looked up by.
var joinable = []string{"key", "file", "repo", "pkg"}

// Join returns what must hold of `other`.
func (p *Program) Join() (out Join) {
	for _, c := range p.conjuncts() {
		if isUnkeyed(c) {
			out.Unkeyed = true
		}
		if field, list := listed(c); field != "" {
			out.Lists = append(out.Lists, Member{field, list})
		}
		field, upper := joins(c)
		if field == "" || slices.Contains(out.Fields, field) {
			continue
		}
		out.Fields = append(out.Fields, field)
		out.Upper = out.Upper || upper
	}
	return out
}

// joins returns the field in which other facts must equal the site for e to hold, empty for none. With alternatives it must be the same
// for each, and upper is set if one of them asks for the key in upper case.
func joins(e ast.Expr) (field string, upper bool) {
	for _, alternative := range operands(e, operators.LogicalOr) {
		found, inUpper := "", false
		for _, c := range operands(alternative, operators.LogicalAnd) {
			if f, u := equates(c); f != "" && (field == "" || f == field) {
				found, inUpper = f, u
				break
			}
		}
		if found == "" {
			return "", false
		}
		field, upper = found, upper || inUpper
	}
	return field, upper
}

// equates returns the field whose two values an equation compares.
func equates(e ast.Expr) (field string, upper bool) {
	if e.Kind() != ast.CallKind || e.AsCall().FunctionName() != operators.Equals {
		return "", false
	}
	args := e.AsCall().Args()
	for i, a := range args {
		f := fieldOfOther(a)
		if !slices.Contains(joinable, f) {
			continue
		}
		switch of := args[1-i]; {
		case isName(of, f):
			return f, false
		case f == "key" && of.Kind() == ast.CallKind && of.AsCall().FunctionName() == "upperAscii" && of.AsCall().IsMemberFunction() &&
			isName(of.AsCall().Target(), f):
			return f, true
		}
	}
	return "", false
}

// listed returns the field of `other.FIELD in LIST`, empty for anything else.
func listed(e ast.Expr) (field, list string) {
	if e.Kind() != ast.CallKind || e.AsCall().FunctionName() != operators.In {
		return "", ""
	}
	args := e.AsCall().Args()
	if f := fieldOfOther(args[0]); slices.Contains(joinable, f) && args[1].Kind() == ast.IdentKind {
		return f, args[1].AsIdent()
	}
	return "", ""
}

func isName(e ast.Expr, name string) bool { return e.Kind() == ast.IdentKind && e.AsIdent() == name }

func fieldOfOther(e ast.Expr) string {
	if e.Kind() != ast.SelectKind || !isName(e.AsSelect().Operand(), "other") {
		return ""
	}
	return e.AsSelect().FieldName()
}

// isUnkeyed reports whether e is `!known(other.key)`.
func isUnkeyed(e ast.Expr) bool {
	if e.Kind() != ast.CallKind || e.AsCall().FunctionName() != operators.LogicalNot {
		return false
	}
	of := e.AsCall().Args()[0]
	return of.Kind() == ast.CallKind && of.AsCall().FunctionName() == "known" && fieldOfOther(of.AsCall().Args()[0]) == "key"
}
