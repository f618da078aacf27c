package resolve

import (
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/golang"
	"github.com/bytelyst/connaudit/internal/lang/python"
	"github.com/bytelyst/connaudit/internal/lang/typescript"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// fakeProgram is a workspace in memory. The comment of its archive configures it, a directive a line:
//
//	package @acme/x src/index.ts   the package's name leads to the file
//	missing NAME                   the module does not resolve; other modules that are no files are libraries
//	known CALLEE TYPE              a call written with that callee makes an object of the type
//	makes FUNC TYPE                so does a call of the workspace's function
//	inherits BASE TYPE             so does an object of a class derived from the library's
//	listed NAME LIST               the name is on the list
//
// Any other line is prose.
type fakeProgram struct {
	once     sync.Map
	units    []*Unit // in the order of the archive
	byPath   map[string]*Unit
	packages map[string]string
	missing  map[string]bool
	known    map[string]string
	makes    map[string]string
	inherits map[string]string
	lists    map[string]bool // "NAME LIST"
}

func newProgram(t testing.TB, a *txtar.Archive) *fakeProgram {
	t.Helper()
	p := &fakeProgram{
		byPath: map[string]*Unit{}, packages: map[string]string{}, missing: map[string]bool{},
		known: map[string]string{}, makes: map[string]string{}, inherits: map[string]string{}, lists: map[string]bool{},
	}
	for line := range strings.Lines(string(a.Comment)) {
		p.directive(strings.Fields(line))
	}
	for _, f := range a.Files {
		p.add(t, f.Name, f.Data)
	}
	return p
}

func (p *fakeProgram) directive(w []string) {
	switch {
	case len(w) == 3 && w[0] == "package":
		p.packages[w[1]] = w[2]
	case len(w) == 2 && w[0] == "missing":
		p.missing[w[1]] = true
	case len(w) == 3 && w[0] == "known":
		p.known[w[1]] = w[2]
	case len(w) == 3 && w[0] == "makes":
		p.makes[w[1]] = w[2]
	case len(w) == 3 && w[0] == "inherits":
		p.inherits[w[1]] = w[2]
	case len(w) == 3 && w[0] == "listed":
		p.lists[w[1]+" "+w[2]] = true
	}
}

func (p *fakeProgram) add(t testing.TB, name string, text []byte) {
	t.Helper()
	l := typescript.TypeScript
	switch path.Ext(name) {
	case ".js", ".mjs", ".cjs", ".jsx":
		l = typescript.JavaScript
	case ".py":
		l = python.Language
	case ".go":
		l = golang.Language
	}
	tree, err := syntax.Parse(l.Grammar(path.Ext(name)), text)
	if err != nil {
		t.Fatal(err)
	}
	f := &value.File{Path: name, Display: name, Language: l.Name}
	f.Line = func(offset int) int { return 1 + strings.Count(string(text[:min(offset, len(text))]), "\n") }
	u := NewUnit(f, l, tree)
	p.units = append(p.units, u)
	p.byPath[name] = u
}

func (p *fakeProgram) Import(from *Unit, spec string) Target {
	if first, _, _ := strings.Cut(spec, "."); p.missing[spec] || isPython(from) && p.missing[first] {
		return Target{Reason: "no such module"}
	}
	if isPython(from) {
		return p.importPython(from, spec)
	}
	if isGo(from) {
		if rest, ok := strings.CutPrefix(spec, "acme/"); ok && p.folder(rest) {
			return Target{Namespace: true}
		}
		return Target{External: true, Name: spec}
	}
	if !strings.HasPrefix(spec, ".") {
		if to, ok := p.packages[spec]; ok {
			return Target{Unit: p.byPath[to]}
		}
		return Target{External: true, Name: spec}
	}
	base := path.Join(path.Dir(from.File.Path), spec)
	for _, try := range []string{base, strings.TrimSuffix(base, ".js") + ".ts", base + ".ts", base + ".js", base + "/index.ts", base + "/index.js"} {
		if u := p.byPath[try]; u != nil {
			return Target{Unit: u}
		}
	}
	return Target{Reason: "no such file"}
}

func (p *fakeProgram) importPython(from *Unit, spec string) Target {
	name := strings.TrimLeft(spec, ".")
	dots := len(spec) - len(name)
	roots := []string{"", "src"}
	if dots > 0 {
		dir := path.Dir(from.File.Path)
		for range dots - 1 {
			dir = path.Dir(dir)
		}
		roots = []string{dir}
	}
	for _, root := range roots {
		base := path.Join(root, strings.ReplaceAll(name, ".", "/"))
		for _, try := range []string{base + ".py", base + "/__init__.py"} {
			if u := p.byPath[try]; u != nil {
				return Target{Unit: u}
			}
		}
		first, _, _ := strings.Cut(base+"/", "/")
		if p.folder(base) {
			return Target{Namespace: true}
		}
		if dots > 0 || root == "" && p.folder(first) {
			return Target{Reason: "no such file"}
		}
	}
	return Target{External: true, Name: name}
}

func (p *fakeProgram) folder(name string) bool {
	for _, u := range p.units {
		if strings.HasPrefix(u.File.Path, name+"/") {
			return true
		}
	}
	return false
}

// Package gives the folder acme/NAME for NAME.
func (p *fakeProgram) Package(from *Unit, spec, word string) (out []*Unit) {
	dir := path.Dir(from.File.Path)
	if spec != "." {
		dir = strings.TrimPrefix(spec, "acme/")
	}
	for _, u := range p.units {
		if path.Dir(u.File.Path) == dir && isGo(u) && strings.Contains(u.Tree().Root().Text(), word) {
			out = append(out, u)
		}
	}
	return out
}

func (p *fakeProgram) Mentions(_ *Unit, word string, _ Use) []*Unit {
	var out []*Unit
	for _, u := range p.units {
		if strings.Contains(u.Module().Tree.Root().Text(), word) {
			out = append(out, u)
		}
	}
	return out
}

func (p *fakeProgram) Known(u *Unit, n syntax.Node) []*Meaning {
	e := u.Module().Expr(n)
	if e.Op != lang.OpCall {
		return nil
	}
	return meaningOf(p.known[e.X.Text()])
}

func (p *fakeProgram) Makes(fn FuncAt) []*Meaning {
	return meaningOf(p.makes[fn.Unit.Module().Funcs[fn.Func].Name])
}

// meaningOf has one attribute, the type's own name.
func meaningOf(typ string) []*Meaning {
	if typ == "" {
		return nil
	}
	return []*Meaning{{
		Type:   typ,
		Admits: func(*Session, *Unit, syntax.Node, *Frame) bool { return true },
		Attribute: func(_ *Session, _ *Unit, _ syntax.Node, _ *Frame, name string) *value.Value {
			if name != "made" {
				return nil
			}
			return value.NewString(typ)
		},
	}}
}

func (p *fakeProgram) Inherits(bases []string) []*Meaning {
	for _, b := range bases {
		if typ := p.inherits[b]; typ != "" {
			m := meaningOf(typ)
			m[0].Members = []string{"made"}
			return m
		}
	}
	return nil
}

// Listed implements Program. The function that the tests look through is read-only, or every look would change what it sees.
func (p *fakeProgram) Listed(name, list string) bool {
	return name == "show" && list == "reading-functions" || p.lists[name+" "+list]
}

// Once implements Program.
func (p *fakeProgram) Once(question any, answer func(Program) any) any {
	known, ok := p.once.Load(question)
	if !ok {
		known, _ = p.once.LoadOrStore(question, answer(p))
	}
	return known
}

// mark is one expectation: the expression of a line and what it is to be.
type mark struct {
	unit    *Unit
	node    syntax.Node
	line    int
	callers bool   // evaluated once for each caller of the function around it
	want    string // as the line says
}

const (
	valueMark  = "? "
	callerMark = "callers? "
)

// marksOf finds the lines that end in a comment `//? value` or `//callers? value | value` (Python: `#?`, `#callers?`). The
// expression is the first argument of show(...), else what the line returns, else what it assigns.
func marksOf(t testing.TB, u *Unit) []mark {
	t.Helper()
	var out []mark
	for i, line := range strings.Split(u.Module().Tree.Root().Text(), "\n") {
		comment := "//"
		if isPython(u) {
			comment = "#"
		}
		m := mark{unit: u, line: i + 1}
		code, want, ok := strings.Cut(line, comment+valueMark)
		if !ok {
			if code, want, ok = strings.Cut(line, comment+callerMark); !ok {
				continue
			}
			m.callers = true
		}
		m.want = strings.TrimSpace(want)
		if m.node = marked(u, i+1); m.node.IsNone() {
			t.Fatalf("%s:%d: no expression to evaluate in %q", u.File.Path, i+1, code)
		}
		out = append(out, m)
	}
	return out
}

// marked returns the expression to evaluate on a line.
func marked(u *Unit, line int) syntax.Node {
	var assigned, returned syntax.Node
	for n := range u.Module().Tree.Root().All() {
		if u.Place(n).Line() != line {
			continue
		}
		switch n.Type() {
		case "call_expression", "call":
			if e := u.Module().Expr(n); e.X.Text() == "show" && len(e.Args) > 0 {
				return e.Args[0].Value
			}
		case "return_statement":
			returned = n.NamedFirst()
		case "variable_declarator":
			assigned = n.ByField("value")
		case "assignment", "assignment_expression":
			assigned = n.ByField("right")
		}
	}
	if !returned.IsNone() {
		return returned
	}
	return assigned
}

// evaluate returns the printed value of a mark in the session.
func (m mark) evaluate(s *Session) string {
	if !m.callers {
		return printed(s.Eval(m.unit, m.node, nil))
	}
	sites, complete := s.Callers(FuncAt{m.unit, m.unit.Module().FuncAt(m.node)})
	var out []string
	for _, c := range sites {
		out = append(out, printed(s.Eval(m.unit, m.node, c.Frame)))
	}
	if !complete {
		out = append(out, "others")
	}
	return strings.Join(out, " | ")
}

// rewrite returns the archive with each expectation replaced by what came out.
func rewrite(a *txtar.Archive, got map[string]map[int]string) []byte {
	out := &txtar.Archive{Comment: a.Comment}
	for _, f := range a.Files {
		lines := strings.Split(string(f.Data), "\n")
		for i, line := range lines {
			if g, ok := got[f.Name][i+1]; ok {
				at := slices.Max([]int{strings.LastIndex(line, "//"+valueMark), strings.LastIndex(line, "#"+valueMark)})
				mark := valueMark
				if at < 0 {
					at, mark = max(strings.LastIndex(line, "//"+callerMark), strings.LastIndex(line, "#"+callerMark)), callerMark
				}
				lines[i] = line[:at+strings.Index(line[at:], mark)+len(mark)] + g
			}
		}
		out.Files = append(out.Files, txtar.File{Name: f.Name, Data: []byte(strings.Join(lines, "\n"))})
	}
	return txtar.Format(out)
}

// shown returns the arguments of the calls of show in a unit.
func shown(u *Unit) []syntax.Node {
	var out []syntax.Node
	for n := range u.Module().Tree.Root().All() {
		if t := n.Type(); t != "call_expression" && t != "call" {
			continue
		}
		if e := u.Module().Expr(n); e.X.Text() == "show" && len(e.Args) > 0 {
			out = append(out, e.Args[0].Value)
		}
	}
	return out
}

// everyExpression returns the nodes of a unit that lower to an expression.
func everyExpression(u *Unit) []syntax.Node {
	var out []syntax.Node
	for n := range u.Module().Tree.Root().All() {
		switch n.Type() {
		case "identifier", "call", "call_expression", "new_expression", "object", "dictionary", "member_expression", "attribute",
			"subscript", "subscript_expression", "binary_expression", "binary_operator", "template_string", "ternary_expression":
			out = append(out, n)
		}
	}
	return out
}

// shallow is what evaluate gives, without going into the parts of objects shared so often that printing would not end.
func (m mark) shallow(s *Session) string {
	if m.callers {
		return m.evaluate(s)
	}
	return brief(s.Eval(m.unit, m.node, nil))
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
