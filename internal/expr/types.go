package expr

import (
	"slices"
	"strings"

	"cel.dev/cel-go/checker"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// Type is the type of an expression or a name. The zero Type is Dyn.
type Type struct{ cel *types.Type }

// The types that need no parameter. Dyn takes anything and is taken by anything; Place has repo, pkg, path, dir, file
// and line.
var (
	Dyn    = Type{types.DynType}
	Bool   = Type{types.BoolType}
	Int    = Type{types.IntType}
	Double = Type{types.DoubleType}
	String = Type{types.StringType}
	Place  = Type{types.NewObjectType(placeName)}
)

const (
	placeName  = "place"
	factPrefix = "fact "
)

// List returns the type of lists of elem.
func List(elem Type) Type { return Type{types.NewListType(elem.orDyn())} }

// Map returns the type of objects whose values are of type elem.
func Map(elem Type) Type { return Type{types.NewMapType(types.StringType, elem.orDyn())} }

func (t Type) orDyn() *types.Type {
	if t.cel == nil {
		return types.DynType
	}
	return t.cel
}

// String returns the type as messages show it: bool, list(string), fact env/read.
func (t Type) String() string { return typeText(t.orDyn()) }

// Is reports whether t is the type o, neither more nor less.
func (t Type) Is(o Type) bool { return t.orDyn().IsExactType(o.orDyn()) }

// Fits reports whether a value of type t may stand where want is asked for. Dyn fits everywhere: it is found out while
// evaluating.
func (t Type) Fits(want Type) bool {
	return t.orDyn().Kind() == types.DynKind || want.orDyn().IsAssignableType(t.orDyn())
}

func typeText(t *types.Type) string {
	return strings.ReplaceAll(checker.FormatCELType(t), "map(string, dyn)", "map")
}

// Schema says which kinds of facts there are, in which roles, with which attributes: kind, role, attribute names.
// It must not change once an Env was made of it.
type Schema struct {
	Kinds map[string]map[string][]string
}

// factFields are the fields that every fact has, besides its attributes.
var factFields = []Decl{
	{"key", Dyn}, {"value", Dyn}, {"role", String}, {"kind", String}, {"repo", String}, {"pkg", String},
	{"path", String}, {"dir", String}, {"file", String}, {"language", String}, {"line", Int},
}

var placeFields = []Decl{
	{"repo", String}, {"pkg", String}, {"path", String}, {"dir", String}, {"file", String}, {"line", Int},
}

// Fact returns the type of a fact of that kind in one of roles, in any role if none is named. Its attributes are those
// of all these roles.
func Fact(kind string, roles ...string) Type {
	name := factPrefix + kind
	if len(roles) > 0 {
		sorted := slices.Clone(roles)
		slices.Sort(sorted)
		name += "/" + strings.Join(slices.Compact(sorted), "|")
	}
	return Type{types.NewObjectType(name)}
}

// Fields returns the fields of a fact or place, the common ones first, then its attributes in alphabetical order; nil
// for other types and for kinds that the schema does not have.
func (s *Schema) Fields(t Type) []Decl {
	name := t.orDyn().TypeName()
	if name == placeName {
		return placeFields
	}
	kind, ok := strings.CutPrefix(name, factPrefix)
	if !ok || s == nil {
		return nil
	}
	kind, wanted, _ := strings.Cut(kind, "/")
	byRole, ok := s.Kinds[kind]
	if !ok {
		return nil
	}
	var names []string
	for role, attributes := range byRole {
		if wanted == "" || slices.Contains(strings.Split(wanted, "|"), role) {
			names = append(names, attributes...)
		}
	}
	slices.Sort(names)
	fields := slices.Clone(factFields)
	for _, n := range slices.Compact(names) {
		if !slices.ContainsFunc(factFields, func(d Decl) bool { return d.Name == n }) {
			fields = append(fields, Decl{n, Dyn})
		}
	}
	return fields
}

// provider tells cel-go's type checker of facts and places. There are no protocol buffers, enumerations or constructors.
type provider struct{ schema *Schema }

func (p provider) FindStructType(name string) (*types.Type, bool) {
	if p.schema.Fields(Type{types.NewObjectType(name)}) == nil {
		return nil, false
	}
	return types.NewTypeTypeWithParam(types.NewObjectType(name)), true
}

func (p provider) FindStructFieldNames(name string) ([]string, bool) {
	var names []string
	for _, f := range p.schema.Fields(Type{types.NewObjectType(name)}) {
		names = append(names, f.Name)
	}
	return names, names != nil
}

func (p provider) FindStructFieldType(name, field string) (*types.FieldType, bool) {
	for _, f := range p.schema.Fields(Type{types.NewObjectType(name)}) {
		if f.Name == field {
			return &types.FieldType{Type: f.Type.orDyn()}, true
		}
	}
	return nil, false
}

func (provider) EnumValue(name string) ref.Val    { return types.NewErr("no enumeration %s", name) }
func (provider) FindIdent(string) (ref.Val, bool) { return nil, false }
func (provider) NewValue(name string, _ map[string]ref.Val) ref.Val {
	return types.NewErr("%s cannot be made here", name)
}
