package golang

import (
	"path"
	"regexp"
	"strings"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// declarePackage declares the names of the package before anything is read: they are there everywhere in the file.
func (lw *lowering) declarePackage() {
	for c := range lw.t.Root().NamedChildren() {
		switch c.Type() {
		case "package_clause":
			lw.m.Package = only(c).Text()
		case "function_declaration":
			if name := c.Child(fName); name.Text() != "init" {
				lw.declare(0, name, name.Text(), lang.Function)
			}
		case "const_declaration", "var_declaration", "type_declaration":
			lw.declareSpecs(c)
		}
	}
}

func (lw *lowering) declareSpecs(n syntax.Node) {
	for c := range n.NamedChildren() {
		k := lang.Variable
		switch kindOf(c) {
		case kConstSpec:
			k = lang.Constant
		case kVarSpec:
		case kTypeSpec, kTypeAlias:
			k = typeKind(c)
		default:
			if c.Is("var_spec_list") {
				lw.declareSpecs(c)
			}
			continue
		}
		for _, name := range named(c) {
			if b := lw.declare(0, name, name.Text(), k); b != lang.NoBinding && k != lang.ClassName {
				lw.m.Bindings[b].Type = c.Child(fType).ID()
			}
		}
	}
}

// typeKind says what a type is as a name: an interface has no methods to look into, an alias stands for another type.
func typeKind(n syntax.Node) lang.BindingKind {
	switch {
	case kindOf(n) == kTypeAlias:
		return lang.Constant
	case n.Child(fType).Is("interface_type"):
		return lang.TypeName
	}
	return lang.ClassName
}

// importSpec reads one import. The name of a package that the import does not say is guessed by its path.
func (lw *lowering) importSpec(n syntax.Node) {
	module, _ := textOf(n.Child(fPath))
	i := lang.Import{Module: module, Name: "*", Node: n.ID(), Binding: lang.NoBinding}
	name := n.Child(fName)
	text := name.Text()
	switch {
	case module == "":
		return
	case kindOf(name) == kBlank || text == "_":
		i.Name = ""
	case kindOf(name) == kDot:
		i.Star = true
	default:
		if name.IsNone() {
			name, text = n.Child(fPath), PackageName(module)
		}
		i.Binding = lw.declare(0, name, text, lang.Imported)
	}
	id := lang.ImportID(len(lw.m.Imports))
	lw.m.Imports = append(lw.m.Imports, i)
	if i.Binding == lang.NoBinding {
		return
	}
	if b := &lw.m.Bindings[i.Binding]; b.Import == lang.NoImport && b.Kind == lang.Imported {
		b.Import = id
	}
}

var majorVersion = regexp.MustCompile(`^v[0-9]+$`)

// PackageName returns the name that a package most likely has, by the path of its import: its last part, without a major
// version and what repositories add to a name.
func PackageName(importPath string) string {
	dir, name := path.Split(importPath)
	if majorVersion.MatchString(name) && dir != "" {
		name = path.Base(dir)
	}
	if base, version, ok := strings.Cut(name, "."); ok && (majorVersion.MatchString(version) || version == "go") {
		name = base // gopkg.in/yaml.v3
	}
	name = strings.TrimSuffix(strings.TrimPrefix(name, "go-"), "-go")
	return strings.ReplaceAll(name, "-", "_")
}

// constSpec reads names of a const declaration. One without values has those of the spec before it.
func (lw *lowering) constSpec(n syntax.Node) {
	values := list(n.Child(fValue))
	if len(values) > 0 {
		lw.spec(n, lang.Constant, values)
		return
	}
	source, _ := repeated(n)
	values = list(source.Child(fValue))
	for i, v := range values {
		if hasIota(v) {
			values[i] = n // Lowered to the number that the expression has in this place.
		}
	}
	lw.spec(n, lang.Constant, values)
}

// repeated returns the spec whose values a const spec without values takes, and the index of n in its declaration.
func repeated(n syntax.Node) (source syntax.Node, index int) {
	i := 0
	for c := range n.Parent().NamedChildren() {
		if kindOf(c) != kConstSpec {
			continue
		}
		if !c.Child(fValue).IsNone() {
			source = c
		}
		if c == n {
			return source, i
		}
		i++
	}
	return syntax.Node{}, i
}

func hasIota(n syntax.Node) bool {
	for c := range n.All() {
		if kindOf(c) == kIota {
			return true
		}
	}
	return false
}

// typeSpec adds a type. Its methods become members as they are met; an alias is a name for another type.
func (lw *lowering) typeSpec(n syntax.Node) {
	name, typ := n.Child(fName), n.Child(fType)
	k := typeKind(n)
	scope := lang.ScopeID(0)
	if lw.Ctx.fn != 0 {
		scope = lw.declareAll(n, []syntax.Node{name}, k, syntax.None)
	}
	b, ok := lw.m.Scopes[scope].Names[name.Text()]
	switch {
	case !ok:
	case k == lang.Constant:
		e := walk.Effect(lang.Write, n)
		e.Value = typ.ID()
		lw.add(e, root{name: name.ID(), scope: scope})
	case k == lang.ClassName:
		lw.class(n, name.Text(), b, scope == 0)
	}
}

// class adds the class of a type, which methods above it may have asked for already.
func (lw *lowering) class(n syntax.Node, name string, b lang.BindingID, global bool) {
	var id lang.ClassID
	known := false
	if global {
		id, known = lw.classes[name]
	}
	if !known {
		id = lw.addClass(n, name)
	}
	if global {
		lw.classes[name] = id
	}
	c := &lw.m.Classes[id]
	c.Node, c.Binding, c.Func, c.Part = n.ID(), b, lw.Ctx.fn, false
	lw.m.ClassOf[n.ID()] = id
	e := walk.Effect(lang.Write, n)
	e.Value = n.ID()
	lw.add(e, root{name: n.Child(fName).ID(), scope: lw.Ctx.scope})
	if typ := n.Child(fType); kindOf(typ) == kStructType {
		lw.fields(id, only(typ))
	}
}

func (lw *lowering) addClass(n syntax.Node, name string) lang.ClassID {
	id := lang.ClassID(len(lw.m.Classes))
	lw.m.Classes = append(lw.m.Classes, lang.Class{Name: name, Node: n.ID(), Binding: lang.NoBinding, Part: true})
	lw.members = append(lw.members, map[string]int{})
	return id
}

// fields adds the fields of a struct, and what it embeds as bases.
func (lw *lowering) fields(id lang.ClassID, body syntax.Node) {
	for f := range body.NamedChildren() {
		if kindOf(f) != kField {
			continue
		}
		names, typ := named(f), f.Child(fType)
		if len(names) == 0 {
			lw.m.Classes[id].Bases = append(lw.m.Classes[id].Bases, typ.ID())
			names = []syntax.Node{typeName(typ)}
		}
		for _, name := range names {
			if mb := lw.member(id, name.Text(), f); mb != nil {
				mb.Type = typ.ID()
			}
		}
	}
}

// typeName returns the identifier that a type goes by: T of *pkg.T[K].
func typeName(n syntax.Node) syntax.Node {
	for {
		switch kindOf(n) {
		case kQualifiedType:
			return n.Child(fName)
		case kPointerType, kParenthesizedType:
			n = only(n)
		case kGenericType:
			n = n.Child(fType)
		default:
			return n
		}
	}
}

// member returns the member of the class, a new one when there is none; nil without a name. It is valid until the next call.
func (lw *lowering) member(c lang.ClassID, name string, n syntax.Node) *lang.Member {
	if name == "" {
		return nil
	}
	return lw.members.Of(lw.m, c, name, n)
}
