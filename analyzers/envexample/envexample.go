package envexample

import (
	_ "embed"
	"go/ast"
	"go/types"
	"strings"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/analyzers/internal/judge"
	"github.com/bytelyst/connaudit/analyzers/internal/stating"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

//go:embed doc.go
var doc string

const viper = "github.com/spf13/viper"

// Analyzer is the pass.
var Analyzer = stating.New(stating.Pass[stater]{
	Name:   "envexample",
	Source: doc,
	Rules:  []string{"env-example"},
	State:  state,
})

// stater collects what one package reads and sets.
type stater struct {
	p      *flow.Package
	out    []stating.Draft
	prefix string              // of viper
	filled map[types.Type]bool // types that a call of a library fills
}

func state(c stating.Code) []stating.Draft {
	p := c.Package
	s := &stater{p: p, filled: map[types.Type]bool{}}
	for _, f := range p.Pass.Files {
		if judge.Listed(p.Name(f.Package), "go-scripts") {
			return nil
		}
	}
	p.EachCall(s.viperPrefix)
	p.EachCall(s.call)
	s.structs()
	return s.out
}

// call states what a call reads or sets.
func (s *stater) call(c *ast.CallExpr, fn *types.Func) {
	switch {
	case len(c.Args) == 0 && !flow.Is(fn, caarlos, "ParseAs", "Must"):
	case flow.Is(fn, "os", "Getenv", "LookupEnv"), flow.Is(fn, "syscall", "Getenv"):
		s.read(c, "read", c.Args[0])
	case flow.Is(fn, "os", "Setenv"):
		s.read(c, "written", c.Args[0])
	case flow.Is(fn, viper, "BindEnv", "Viper.BindEnv"):
		s.bound(c)
	default:
		s.fill(c, fn)
	}
}

// read states one variable; its name may be settled by callers.
func (s *stater) read(at ast.Node, role string, name ast.Expr) {
	s.out = append(s.out, stating.Draft{Node: at, On: stating.OnKey, Make: func(f *flow.Frame) *facts.Fact {
		return stating.Fact(s.p, "env", role, at, s.p.Eval(name, f), nil)
	}})
	s.elements(at, role, name)
}

// elements states the variables of a list that a loop goes through: `for _, n := range []string{...} { os.Getenv(n) }`.
func (s *stater) elements(at ast.Node, role string, name ast.Expr) {
	key := s.p.Eval(name, nil)
	if key.Kind != value.Branch {
		return
	}
	s.out = s.out[:len(s.out)-1]
	for _, a := range key.Alts {
		node := at
		s.out = append(s.out, stating.Draft{Node: node, On: stating.OnKey, Make: func(*flow.Frame) *facts.Fact {
			f := stating.Fact(s.p, "env", role, node, a, nil)
			if !a.At.IsNone() {
				f.At = a.At
			}
			return f
		}})
	}
}

func (s *stater) viperPrefix(c *ast.CallExpr, fn *types.Func) {
	if flow.Is(fn, viper, "SetEnvPrefix", "Viper.SetEnvPrefix") && len(c.Args) == 1 {
		if v := s.p.Eval(c.Args[0], nil); v.Kind == value.String {
			s.prefix = strings.ToUpper(v.Str) + "_"
		} else {
			s.prefix = "?"
		}
	}
}

// bound states what viper.BindEnv(key, names...) reads: the first of the names that is set, else the key with the prefix.
func (s *stater) bound(c *ast.CallExpr) {
	if c.Ellipsis.IsValid() {
		return
	}
	if len(c.Args) > 1 {
		var names []*value.Value
		for _, a := range c.Args[1:] {
			names = append(names, s.p.Eval(a, nil))
		}
		s.name(c, value.NewBranch(names...))
		return
	}
	if key := s.p.Eval(c.Args[0], nil); key.Kind == value.String && s.prefix != "?" {
		s.name(c.Args[0], value.NewString(s.prefix+strings.ToUpper(key.Str)))
	}
}

// name states that a variable is read, known by its name.
func (s *stater) name(at ast.Node, name *value.Value) {
	s.out = append(s.out, stating.Draft{Node: at, On: stating.OnNothing, Make: func(*flow.Frame) *facts.Fact {
		return stating.Fact(s.p, "env", "read", at, name, nil)
	}})
}
