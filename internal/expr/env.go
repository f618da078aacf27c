package expr

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/checker"
	"cel.dev/cel-go/common/containers"
	"cel.dev/cel-go/common/decls"
	"cel.dev/cel-go/common/stdlib"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/ext"
	"cel.dev/cel-go/parser"
)

// The bounds of one expression.
const (
	maxCharacters = 10_000
	maxDepth      = 60
)

// Decl declares a name: an identifier, `params.P`, or a metavariable as it is written, `$X` or `$...X`.
type Decl struct {
	Name string
	Type Type
}

// Env is a set of names that an expression may use. It is immutable; With makes larger ones.
type Env struct {
	schema *Schema
	names  map[string]Type // by the name as it is written
	check  *checker.Env    // never changed once made, so that checks may run at the same time
}

// library is what all environments share: it is made once, since it holds everything that is slow to make.
type library struct {
	parser    *parser.Parser
	functions []*decls.FunctionDecl
	byName    map[string]*decls.FunctionDecl
	bindings  map[string]func(...ref.Val) ref.Val // standard functions by name, choosing among their overloads
}

var sharedLibrary = sync.OnceValues(newLibrary)

func newLibrary() (*library, error) {
	extensions, err := cel.NewCustomEnv(ext.Strings(), ext.Lists())
	if err != nil {
		return nil, fmt.Errorf("string and list functions: %w", err)
	}
	l := &library{byName: map[string]*decls.FunctionDecl{}, bindings: map[string]func(...ref.Val) ref.Val{}}
	l.functions = append(l.functions, stdlib.Functions()...)
	for _, f := range extensions.Functions() {
		l.functions = append(l.functions, f)
	}
	for _, f := range l.functions {
		if l.bindings[f.Name()], err = bindingOf(f); err != nil {
			return nil, err
		}
	}
	for _, f := range functionTable {
		d, err := f.declaration()
		if err != nil {
			return nil, fmt.Errorf("function %s: %w", f.Name, err)
		}
		l.functions = append(l.functions, d)
	}
	for _, f := range l.functions {
		l.byName[f.Name()] = f
	}
	macros := append(extensions.Macros(), parser.AllMacro, parser.ExistsMacro, parser.ExistsOneMacro,
		parser.MapMacro, parser.MapFilterMacro, parser.FilterMacro)
	l.parser, err = parser.NewParser(parser.EnablePrattParser(true), parser.Macros(macros...),
		parser.MaxRecursionDepth(maxDepth), parser.ExpressionSizeCodePointLimit(maxCharacters),
		parser.MaxExpressionNodeCount(maxCharacters))
	return l, err
}

// bindingOf returns the implementation that tells the overloads of a standard function apart by its arguments.
func bindingOf(f *decls.FunctionDecl) (func(...ref.Val) ref.Val, error) {
	all, err := f.Bindings()
	if err != nil {
		return nil, fmt.Errorf("function %s: %w", f.Name(), err)
	}
	for _, o := range all {
		if o.Operator != f.Name() {
			continue
		}
		return func(args ...ref.Val) ref.Val {
			switch {
			case o.OperandTrait != 0 && (len(args) == 0 || !args[0].Type().HasTrait(o.OperandTrait)):
				return decls.MaybeNoSuchOverload(f.Name(), args...)
			case len(args) == 1 && o.Unary != nil:
				return o.Unary(args[0])
			case len(args) == 2 && o.Binary != nil:
				return o.Binary(args[0], args[1])
			case o.Function != nil:
				return o.Function(args...)
			}
			return decls.MaybeNoSuchOverload(f.Name(), args...)
		}, nil
	}
	return func(args ...ref.Val) ref.Val { return decls.MaybeNoSuchOverload(f.Name(), args...) }, nil
}

// NewEnv returns the environment that has all functions, the types of facts in s, and no names. A nil schema knows no
// kinds of facts.
func NewEnv(s *Schema) (*Env, error) {
	if s == nil {
		s = &Schema{}
	}
	lib, err := sharedLibrary()
	if err != nil {
		return nil, err
	}
	c, err := checker.NewEnv(containers.DefaultContainer, provider{s}, checker.CrossTypeNumericComparisons(true))
	if err != nil {
		return nil, err
	}
	if err := c.AddIdents(stdlib.Types()...); err != nil {
		return nil, err
	}
	if err := c.AddFunctions(lib.functions...); err != nil {
		return nil, err
	}
	return &Env{schema: s, names: map[string]Type{}, check: c}, nil
}

// With returns an environment that has these names too. It is an error if a name is none, is reserved, or is there
// already with another type.
func (e *Env) With(declarations ...Decl) (*Env, error) {
	c, err := checker.NewEnv(containers.DefaultContainer, provider{e.schema}, checker.CrossTypeNumericComparisons(true),
		checker.ValidatedDeclarations(e.check))
	if err != nil {
		return nil, err
	}
	out := &Env{schema: e.schema, names: make(map[string]Type, len(e.names)+len(declarations)), check: c}
	for n, t := range e.names {
		out.names[n] = t
	}
	for _, d := range declarations {
		if err := checkName(d.Name); err != nil {
			return nil, err
		}
		if t, ok := out.names[d.Name]; ok {
			if !t.Is(d.Type) {
				return nil, fmt.Errorf("name `%s` is there twice: as %s and as %s", d.Name, t, d.Type)
			}
			continue
		}
		out.names[d.Name] = d.Type
		if err := c.AddIdents(decls.NewVariable(hidden(d.Name), d.Type.orDyn())); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Names returns the declared names in alphabetical order.
func (e *Env) Names() []string {
	names := make([]string, 0, len(e.names))
	for n := range e.names {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// Reserved are the words that CEL keeps for itself: no attribute, parameter, let name or set can be called so.
var Reserved = []string{"as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in",
	"let", "loop", "namespace", "null", "package", "return", "true", "var", "void", "while"}

// checkName says why name cannot be used in expressions.
func checkName(name string) error {
	for _, part := range strings.Split(hidden(name), ".") {
		switch {
		case part == "" || !isIdentifier(part):
			return fmt.Errorf("`%s` is no name: letters, digits and _ make one, a digit does not begin it", name)
		case slices.Contains(Reserved, part):
			return fmt.Errorf("`%s` is a word of the expression language: choose another name; reserved are %s", name,
				strings.Join(Reserved, ", "))
		}
	}
	return nil
}

// CheckName returns an error if name cannot be that of an attribute, a parameter, a let name or a set.
func CheckName(name string) error {
	if strings.ContainsAny(name, "$.") {
		return errors.New("`" + name + "` is no name: letters, digits and _ make one, a digit does not begin it")
	}
	return checkName(name)
}

func isIdentifier(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != '_' && (c|0x20 < 'a' || c|0x20 > 'z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}
