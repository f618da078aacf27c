package gocheck

import (
	"context"
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/analyzers/model"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// calls is a pass that states each call of a function by its full name, which only types tell.
var calls = &analysis.Analyzer{Name: "calls", Doc: "states calls", Run: func(pass *analysis.Pass) (any, error) {
	r := &model.Result{}
	for _, file := range pass.Files {
		name := pass.Fset.File(file.Pos()).Name()
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			var id *ast.Ident
			switch f := call.Fun.(type) {
			case *ast.Ident:
				id = f
			case *ast.SelectorExpr:
				id = f.Sel
			default:
				return true
			}
			fn, ok := pass.TypesInfo.Uses[id].(*types.Func)
			if !ok {
				return true
			}
			tf := pass.Fset.File(call.Pos())
			at := value.Place{File: &value.File{Path: name, Display: name, Language: "go"}, Start: tf.Offset(call.Pos()), End: tf.Offset(call.End())}
			r.Facts = append(r.Facts, &facts.Fact{Kind: "call", Key: value.NewString(fn.FullName()), Value: value.NewNull(), At: at})
			return true
		})
	}
	return r, nil
}}

func init() { calls.ResultType = typeOf(calls) }

// world is a workspace on disk.
type world struct {
	ws    *workspace.Workspace
	files files
}

type files map[string]*value.File

func open(t *testing.T, archive string) *world {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ws, err := workspace.Open(workspace.Options{Dir: dir, Home: dir})
	if err != nil {
		t.Fatal(err)
	}
	return &world{ws, files{}}
}

func (w *world) fileOf(abs string) *value.File {
	f := w.ws.FileAt(abs)
	if f == nil {
		return nil
	}
	if w.files[abs] == nil {
		w.files[abs] = &value.File{Repo: f.Repo.Name, Path: f.Path, Display: f.Repo.Name + "/" + f.Path, Language: "go"}
	}
	return w.files[abs]
}

// learn returns what is stated, "PATH KEY" a line, the covered files, and the messages of errors.
func (w *world) learn(t *testing.T, env []string) (stated, covered, messages []string) {
	t.Helper()
	l, err := New([]*analysis.Analyzer{calls}, Options{Env: env}).Learn(context.Background(), w.ws, nil, w.fileOf)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range l.Facts {
		stated = append(stated, f.At.File.Display+" "+f.Key.Str)
	}
	for f := range l.Covered {
		covered = append(covered, f.Display)
	}
	slices.Sort(covered)
	for _, e := range l.Errors {
		messages = append(messages, string(e.Kind)+" "+e.Path+": "+e.Message)
	}
	return stated, covered, messages
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

const shop = `
-- connaudit.yaml --
version: 1
repos: [shop, broken]
-- shop/go.mod --
module example.com/shop

go 1.21

require example.com/bus v1.0.0
-- shop/vendor/modules.txt --
# example.com/bus v1.0.0
## explicit; go 1.21
example.com/bus
-- shop/vendor/example.com/bus/bus.go --
package bus

func Open(name string) {}
-- shop/main.go --
package main

import "example.com/bus"

func main() { bus.Open("orders") }
-- shop/tagged.go --
//go:build extra

package main

import "example.com/bus"

func extra() { bus.Open("extra") }
-- shop/main_test.go --
package main

func init() { main() }
-- broken/go.mod --
module example.com/broken

go 1.21
-- broken/ok/ok.go --
package ok

func OK() { helper() }

func helper() {}
-- broken/bad/bad.go --
package bad

import "example.com/missing"

func Bad() { missing.Call() }
`

func TestLearn(t *testing.T) {
	w := open(t, shop)
	stated, covered, messages := w.learn(t, nil)
	same(t, "stated", stated, "broken/ok/ok.go example.com/broken/ok.helper", "shop/main.go example.com/bus.Open")
	same(t, "covered", covered, "broken/ok/ok.go", "shop/main.go")
	if len(messages) != 1 || !strings.HasPrefix(messages[0], "go broken/go.mod: types of 1 of its 2 packages are incomplete") ||
		!strings.Contains(messages[0], "example.com/missing") {
		t.Errorf("errors %q", messages)
	}
}

// Of several reasons the one is told that most packages have: what is not on the machine.
func TestMissingIsTheReason(t *testing.T) {
	w := open(t, shop+"-- broken/again/again.go --\npackage again\n\nvar a int\n\nvar a int\n")
	_, _, messages := w.learn(t, nil)
	if len(messages) != 1 || !strings.Contains(messages[0], "2 of its 3 packages") || !strings.Contains(messages[0], "example.com/missing") {
		t.Errorf("errors %q", messages)
	}
}

// TestModulesThatDoNotLoad has what is wrong said in one line, without how the go command was run and from where.
func TestModulesThatDoNotLoad(t *testing.T) {
	const code = "-- a/a.go --\npackage a\n"
	for name, c := range map[string]struct{ archive, want string }{
		"no go.mod": {
			"-- a/go.mod --\nmodule example.com/a\n\nrequire (\n",
			"the module does not load, and its files are read as text: errors parsing go.mod: go.mod:4: syntax error (unterminated block started at go.mod:3:1)",
		},
		"two errors": {
			"-- a/go.mod --\nmodule example.com/a\n\nrequire x\n\nbuild y\n",
			"the module does not load, and its files are read as text: errors parsing go.mod: go.mod:3: usage: require module/path v1.2.3",
		},
		"vendor": {
			"-- a/go.mod --\nmodule example.com/a\n\ngo 1.21\n\nrequire example.com/b v1.0.0\n-- a/vendor/modules.txt --\n## none\n",
			"the module does not load, and its files are read as text: inconsistent vendoring in a: example.com/b@v1.0.0: is explicitly required in go.mod",
		},
		"a later Go": {
			"-- a/go.mod --\nmodule example.com/a\n\ngo 1.999\n",
			"the module does not load, and its files are read as text: go.mod requires go >= 1.999 (running go",
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t, "-- connaudit.yaml --\nversion: 1\nrepos: [a]\n"+code+c.archive)
			_, covered, messages := w.learn(t, nil)
			same(t, "covered", covered)
			if len(messages) != 1 || !strings.HasPrefix(messages[0], "go a/go.mod: "+c.want) || strings.Contains(messages[0], "\n") {
				t.Errorf("errors\n%q, want\n%q", messages, "go a/go.mod: "+c.want)
			}
		})
	}
}

func TestTags(t *testing.T) {
	w := open(t, strings.Replace(shop, "repos: [shop, broken]", "repos: [shop]\ngo: {tags: [extra]}", 1))
	_, covered, messages := w.learn(t, nil)
	same(t, "covered", covered, "shop/main.go", "shop/tagged.go")
	same(t, "errors", messages)
}

// A go.work file joins modules, and one that it does not name is loaded by itself.
func TestWork(t *testing.T) {
	w := open(t, `
-- connaudit.yaml --
version: 1
repos: [mono]
-- mono/go.work --
go 1.21

use ./lib
use ./app
-- mono/lib/go.mod --
module example.com/lib

go 1.21
-- mono/lib/lib.go --
package lib

func F() {}
-- mono/app/go.mod --
module example.com/app

go 1.21

require example.com/lib v0.0.0
-- mono/app/app.go --
package app

import "example.com/lib"

func G() { lib.F() }
-- mono/other/go.mod --
module example.com/other

go 1.21
-- mono/other/other.go --
package other

func H() { H() }
`)
	stated, covered, messages := w.learn(t, nil)
	same(t, "stated", stated, "mono/app/app.go example.com/lib.F", "mono/other/other.go example.com/other.H")
	same(t, "covered", covered, "mono/app/app.go", "mono/lib/lib.go", "mono/other/other.go")
	same(t, "errors", messages)
}

// Code in functions of what is only used does not matter, and neither do files that a program is to hold; declarations do, also those
// that are used through others.
func TestLibraries(t *testing.T) {
	const library = "func Open(name string) {}\n"
	embedding := strings.Replace(strings.Replace(shop, "repos: [shop, broken]", "repos: [shop]", 1), "import \"example.com/bus\"\n\nfunc main",
		"import (\n\t\"embed\"\n\n\t\"example.com/bus\"\n)\n\n//go:embed dist\nvar dist embed.FS\n\nfunc main", 1)
	for name, c := range map[string]struct {
		text  string
		whole bool
	}{
		"sound":              {library, true},
		"code in a function": {"func Open(name string) { missing() }\n", true},
		"a declaration":      {"func Open(name missing) {}\n", false},
		"not Go":             {"func Open(name string {}\n", false},
		"needs cgo":          {"import \"C\"\n\n" + library, false},
	} {
		t.Run(name, func(t *testing.T) {
			stated, covered, messages := open(t, strings.Replace(embedding, library, c.text, 1)).learn(t, nil)
			if c.whole {
				same(t, "stated", stated, "shop/main.go example.com/bus.Open")
				same(t, "covered", covered, "shop/main.go")
				same(t, "errors", messages)
				return
			}
			same(t, "stated", stated)
			same(t, "covered", covered)
			if len(messages) != 1 || !strings.HasPrefix(messages[0], "go shop/go.mod: types of 1 of its 1 packages are incomplete") {
				t.Errorf("errors %q", messages)
			}
		})
	}
}

// A link that leads out of the repository shows nothing of what is there; one that stays is followed.
func TestLinks(t *testing.T) {
	w := open(t, strings.Replace(shop, "repos: [shop, broken]", "repos: [shop]", 1))
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("password\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(w.ws.Root, "shop", "link.go")
	for to, message := range map[string]string{secret: "link.go is a link that leads out of the repository", "tagged.go": ""} {
		if err := os.Symlink(to, link); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
		_, covered, messages := w.learn(t, nil)
		if all := strings.Join(messages, "\n"); strings.Contains(all, "password") || !strings.HasSuffix(all, message) || (len(covered) > 0) != (message == "") {
			t.Errorf("a link to %s: covered %q, errors %q", to, covered, messages)
		}
		if err := os.Remove(link); err != nil {
			t.Fatal(err)
		}
	}
}

// Where the configuration says so Go is read as text, unless the user asks for types.
func TestAsText(t *testing.T) {
	w := open(t, strings.Replace(shop, "repos: [shop, broken]", "repos: [shop]\ngo: {types: false}", 1))
	for _, insist := range []bool{false, true} {
		l, err := New([]*analysis.Analyzer{calls}, Options{Insist: insist}).Learn(context.Background(), w.ws, nil, w.fileOf)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(l.Covered) > 0; got != insist {
			t.Errorf("with types: %v, want %v", got, insist)
		}
	}
}

func TestNoGo(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	stated, covered, messages := open(t, shop).learn(t, nil)
	same(t, "stated", stated)
	same(t, "covered", covered)
	if len(messages) != 2 || !strings.HasPrefix(messages[0], "go broken/go.mod: the go command is not on the PATH") {
		t.Errorf("errors %q", messages)
	}
}

// Nothing that the environment of the go command may name is run, and nothing is fetched.
func TestNothingIsRun(t *testing.T) {
	dir := t.TempDir()
	mark := filepath.Join(dir, "ran")
	tool := filepath.Join(dir, "tool")
	if err := os.WriteFile(tool, []byte("#!/bin/sh\ntouch "+mark+"\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	env := append(os.Environ(), "GOFLAGS=-toolexec="+tool, "GOPACKAGESDRIVER="+tool, "GOPROXY=http://127.0.0.1:1", "CC="+tool, "CGO_ENABLED=1",
		"GOTOOLCHAIN=go1.999.0")
	stated, _, _ := open(t, shop).learn(t, env)
	same(t, "stated", stated, "broken/ok/ok.go example.com/broken/ok.helper", "shop/main.go example.com/bus.Open")
	if _, err := os.Stat(mark); err == nil {
		t.Error("a command of the environment was run")
	}
}

// A pass that panics fails the module, not the audit.
func TestPanic(t *testing.T) {
	bad := &analysis.Analyzer{Name: "bad", Doc: "panics", Run: func(*analysis.Pass) (any, error) { panic("no") }}
	bad.ResultType = typeOf(bad)
	w := open(t, strings.Replace(shop, "repos: [shop, broken]", "repos: [shop]", 1))
	l, err := New([]*analysis.Analyzer{bad}, Options{}).Learn(context.Background(), w.ws, nil, w.fileOf)
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Covered) != 0 || len(l.Errors) != 1 || !strings.Contains(l.Errors[0].Message, "its files are read as text") {
		t.Errorf("%+v", l)
	}
}
