package envexample

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/internal/value"
)

// The libraries that fill structs from the environment.
const (
	caarlos    = "github.com/caarlos0/env/v11"
	kelsey     = "github.com/kelseyhightower/envconfig"
	cleanenv   = "github.com/ilyakaznacheev/cleanenv"
	sethvargo  = "github.com/sethvargo/go-envconfig"
	maxNesting = 8
)

// isCaarlos reports whether a package is caarlos0/env, in any major version.
func isCaarlos(f *types.Func) bool {
	return f.Pkg() != nil && strings.HasPrefix(f.Pkg().Path(), "github.com/caarlos0/env")
}

// fill states what a call that fills a struct reads.
func (s *stater) fill(c *ast.CallExpr, fn *types.Func) {
	arg, prefix := -1, ""
	named := false // fields without tags have names, too
	switch {
	case flow.Is(fn, kelsey, "Process", "MustProcess") && len(c.Args) == 2:
		arg, named = 1, true
		p := s.p.Eval(c.Args[0], nil)
		if p.Kind != value.String {
			s.mark(s.p.TypeOf(c.Args[1]))
			return
		}
		prefix = p.Str
	case flow.Is(fn, cleanenv, "ReadEnv"):
		arg = 0
	case flow.Is(fn, cleanenv, "ReadConfig") && len(c.Args) == 2:
		arg = 1
	case flow.Is(fn, sethvargo, "Process") && len(c.Args) >= 2:
		arg = 1
	case isCaarlos(fn) && slices.Contains([]string{"Parse", "ParseWithOptions"}, fn.Name()) && len(c.Args) > 0:
		arg = 0
		if len(c.Args) > 1 {
			prefix = s.option(c.Args[1])
		}
	case isCaarlos(fn) && strings.HasPrefix(fn.Name(), "ParseAs"):
		if tuple, ok := s.p.TypeOf(c).(*types.Tuple); ok && tuple.Len() > 0 {
			if len(c.Args) > 0 {
				prefix = s.option(c.Args[0])
			}
			s.walk(tuple.At(0).Type(), prefix, false, c, 0)
		}
		return
	}
	if arg < 0 || prefix == "?" {
		return
	}
	s.walk(s.p.TypeOf(c.Args[arg]), prefix, named, c, 0)
}

// option is the prefix in the options of caarlos0/env; "?" for one that is not known.
func (s *stater) option(e ast.Expr) string {
	lit, ok := ast.Unparen(e).(*ast.CompositeLit)
	if !ok {
		return "?"
	}
	p := s.p.Field(lit, "Prefix")
	if p == nil {
		return ""
	}
	if v := s.p.Eval(p, nil); v.Kind == value.String {
		return v.Str
	}
	return "?"
}

// mark keeps a type from being read by its tags alone.
func (s *stater) mark(t types.Type) {
	if n := flow.Named(t); n != nil {
		s.filled[n.Origin()] = true
	}
}

// walk states the variables of a struct's fields. With named, they are those of envconfig: the prefix and a _ in front, and
// the name alone where that is not set.
func (s *stater) walk(t types.Type, prefix string, named bool, call ast.Node, depth int) {
	s.mark(t)
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok || depth > maxNesting {
		return
	}
	for i := range st.NumFields() {
		s.field(st.Field(i), reflect.StructTag(st.Tag(i)), prefix, named, call, depth)
	}
}

func (s *stater) field(f *types.Var, tag reflect.StructTag, prefix string, named bool, call ast.Node, depth int) {
	if !f.Exported() && !f.Embedded() || tag.Get("ignored") == "true" {
		return
	}
	at := s.place(f, call)
	if named {
		s.envconfigField(f, tag, prefix, call, at, depth)
		return
	}
	text, has := tag.Lookup("env")
	parts := strings.Split(text, ",")
	if isPlainStruct(f.Type()) && (parts[0] == "" || !has) {
		inner := prefix + tag.Get("envPrefix") + tag.Get("env-prefix")
		for _, o := range parts[1:] {
			if p, ok := strings.CutPrefix(strings.TrimSpace(o), "prefix="); ok {
				inner += p
			}
		}
		s.walk(f.Type(), inner, named, call, depth+1)
		return
	}
	if !has || parts[0] == "" || parts[0] == "-" {
		return
	}
	var names []*value.Value
	for i, p := range parts {
		if p = strings.TrimSpace(p); i == 0 || !isOption(p) {
			names = append(names, value.NewString(prefix+p))
		}
	}
	s.name(at, value.NewBranch(names...))
}

// isOption reports what follows a name in a tag and is none itself.
func isOption(p string) bool {
	return p == "" || strings.ToUpper(p) != p || strings.ContainsAny(p, "=: ")
}

func (s *stater) envconfigField(f *types.Var, tag reflect.StructTag, prefix string, call, at ast.Node, depth int) {
	text := tag.Get("envconfig")
	name := text
	switch {
	case text != "":
	case tag.Get("split_words") == "true":
		name = split(f.Name())
	default:
		name = f.Name()
	}
	name = strings.ToUpper(name)
	full := name
	if prefix != "" {
		full = strings.ToUpper(prefix) + "_" + name
	}
	if isPlainStruct(f.Type()) {
		inner := full
		if f.Embedded() {
			inner = prefix
		}
		s.walk(f.Type(), inner, true, call, depth+1)
		return
	}
	key := value.NewString(full)
	if text != "" && full != name {
		key = value.NewBranch(key, value.NewString(name))
	}
	s.name(at, key)
}

// split is a field's name with _ between its words.
func split(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if i > 0 && unicode.IsUpper(r) && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isPlainStruct reports a struct whose fields are filled, and not one that reads a text itself, as time.Time does.
func isPlainStruct(t types.Type) bool {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if _, ok := t.Underlying().(*types.Struct); !ok {
		return false
	}
	for _, m := range []string{"UnmarshalText", "Decode", "SetValue", "Set", "EnvDecode"} {
		if o, _, _ := types.LookupFieldOrMethod(types.NewPointer(t), true, nil, m); o != nil {
			return false
		}
	}
	return true
}

// place is where a field stands, or the call where that is in another package.
func (s *stater) place(f *types.Var, call ast.Node) ast.Node {
	if at := s.p.FieldAt(f); at != nil {
		if at.Tag != nil {
			return at.Tag
		}
		return at
	}
	return call
}

// structs states the fields of structs with `env` tags that no call fills which is seen: a function of another package does.
func (s *stater) structs() {
	scope := s.p.Pass.Pkg.Scope()
	nested := map[types.Type]bool{}
	for _, name := range scope.Names() {
		if st, ok := scope.Lookup(name).Type().Underlying().(*types.Struct); ok {
			for i := range st.NumFields() {
				if n := flow.Named(st.Field(i).Type()); n != nil {
					nested[n.Origin()] = true
				}
			}
		}
	}
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || s.p.Skipped(tn.Pos()) {
			continue
		}
		n, ok := tn.Type().(*types.Named)
		if !ok || n.TypeParams().Len() > 0 || s.filled[n] || nested[n] || !tagged(n, 0) {
			continue
		}
		s.walk(n, "", false, positioned(tn.Pos()), 0)
	}
}

// tagged reports whether a field of a struct, or of one in it, has an `env` tag.
func tagged(t types.Type, depth int) bool {
	st, ok := t.Underlying().(*types.Struct)
	if !ok || depth > maxNesting {
		return false
	}
	for i := range st.NumFields() {
		if name := reflect.StructTag(st.Tag(i)).Get("env"); name != "" && name != "-" || tagged(st.Field(i).Type(), depth+1) {
			return true
		}
	}
	return false
}

// positioned is a node that only has a position.
func positioned(at token.Pos) ast.Node { return &ast.Ident{NamePos: at, Name: "_"} }
