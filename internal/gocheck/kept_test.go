package gocheck

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/bytelyst/connaudit/analyzers"
	"github.com/bytelyst/connaudit/internal/cache"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/gocheck/gochecktest"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// said learns with a store in folder and returns all that is said, a line each.
func said(t *testing.T, dir, folder string, passes []*analysis.Analyzer) []string {
	t.Helper()
	ws, err := workspace.Open(workspace.Options{Dir: dir, Home: dir})
	if err != nil {
		t.Fatal(err)
	}
	o := Options{}
	if folder != "" {
		if o.Store, err = cache.Open(folder, "test"); err != nil {
			t.Fatal(err)
		}
	}
	w := &world{ws: ws, files: files{}}
	l, err := New(passes, o).Learn(context.Background(), ws, nil, w.fileOf)
	if err != nil {
		t.Fatal(err)
	}
	return lines(l)
}

func lines(l *facts.Learned) (out []string) {
	for _, f := range l.Facts {
		out = append(out, fmt.Sprintf("%s %s %v %s=%s head %v", f.Kind, f.Role, f.At, shown(f.Key), shown(f.Value), f.Head))
		for _, a := range f.Attributes {
			out = append(out, "  "+a.Name+" "+shown(a.Value))
		}
	}
	for f := range l.Covered {
		out = append(out, "covered "+f.Display)
	}
	slices.Sort(out)
	for _, e := range l.Errors {
		out = append(out, fmt.Sprint(e))
	}
	return out
}

// shown is a value with all that is in it.
func shown(v *value.Value) string {
	text := fmt.Sprint(v.Kind, v.Origin, v.Str, v.Bool, v.Num, v.Open, v.Reason, v.Prefix, v.Env, v.Fold, v.Text, v.At)
	for _, p := range v.Props {
		text += fmt.Sprint(" ", p.Key, p.Maybe, p.At, "{", shown(p.Value), "}")
	}
	for _, e := range slices.Concat(v.Elems, v.Alts) {
		text += " {" + shown(e) + "}"
	}
	return text
}

const joined = `
-- connaudit.yaml --
version: 1
repos: [mono]
-- mono/go.work --
go 1.21

use ./app
-- mono/app/go.mod --
module example.com/app

go 1.21

require (
	example.com/bus v1.0.0
	example.com/near v0.0.0
)

replace example.com/near => ../near

replace example.com/bus => ../bus
-- mono/app/app.go --
package app

import (
	"example.com/bus"
	"example.com/near"
)

func G() { near.F(); bus.Open("a") }
-- mono/app/node_modules/x/x.go --
package x

func X() { X() }
-- mono/near/go.mod --
module example.com/near

go 1.21
-- mono/near/near.go --
package near

func F() {}
-- mono/bus/go.mod --
module example.com/bus

go 1.21
-- mono/bus/bus.go --
package bus

func Open(string) {}
`

// TestKept changes one thing after the other: what is said is what a run without a store says, and the go command is run again exactly
// where something has changed that it may look at.
func TestKept(t *testing.T) {
	ran := gochecktest.CountGo(t)
	w := open(t, joined)
	dir, folder := w.ws.Root, t.TempDir()
	at := func(name string) string { return filepath.Join(dir, "mono", filepath.FromSlash(name)) }
	write := func(name, text string) func() error {
		return func() error { return os.WriteFile(at(name), []byte(text), 0o600) }
	}
	for _, step := range []struct {
		name   string
		change func() error
		runs   bool
	}{
		{"at first", func() error { return nil }, true},
		{"nothing", func() error { return nil }, false},
		{"another file", write("app/new.go", "package app\n\nfunc H() { H() }\n"), true},
		{"other contents", write("app/new.go", "package app\n\nfunc H() { G() }\n"), true},
		{"a broken file", write("app/new.go", "package app\n\nfunc H() { Missing() }\n"), true},
		{"nothing after that", func() error { return nil }, false},
		{"what was before", func() error { return os.Remove(at("app/new.go")) }, false},
		{"a file that is gone", func() error { return os.Rename(at("app/app.go"), at("app/all.go")) }, true},
		{"a module that stands for another", write("near/near.go", "package near\n\nfunc F() int { return 1 }\n"), true},
		{"a file that is no Go", write("app/README.md", "read me\n"), false},
		{"what is in node_modules", write("app/node_modules/x/x.go", "package x\n"), false},
		{"a language version", write("app/go.mod", strings.Replace(between(joined, "-- mono/app/go.mod --\n"), "go 1.21", "go 1.20", 1)), true},
		{"a module joined", write("go.work", "go 1.21\n\nuse ./app\n\nuse ./bus\n"), true},
		{"settings", func() error {
			return os.WriteFile(filepath.Join(dir, "connaudit.yaml"), []byte("version: 1\nrepos: [mono]\ngo: {tags: [extra]}\n"), 0o600)
		}, true},
		{"what is read", func() error {
			return os.WriteFile(filepath.Join(dir, "connaudit.yaml"), []byte("version: 1\nrepos: [mono]\ngo: {tags: [extra]}\nexclude: [mono/near]\n"), 0o600)
		}, true},
		{"an entry that is damaged", func() error { return damage(folder) }, true},
		{"nothing at last", func() error { return nil }, false},
	} {
		if err := step.change(); err != nil {
			t.Fatal(err)
		}
		before := ran()
		got := said(t, dir, folder, []*analysis.Analyzer{calls})
		if again := ran() > before; again != step.runs {
			t.Errorf("%s: the go command was run: %v, want %v", step.name, again, step.runs)
		}
		if want := said(t, dir, "", []*analysis.Analyzer{calls}); !slices.Equal(got, want) {
			t.Errorf("%s: with a store\n%q\nwithout\n%q", step.name, got, want)
		}
	}
}

// between is the text of an archive behind a heading, up to the next.
func between(archive, heading string) string {
	_, rest, _ := strings.Cut(archive, heading)
	text, _, _ := strings.Cut(rest, "\n-- ")
	return text + "\n"
}

// damage changes a byte of each entry.
func damage(folder string) error {
	names, err := filepath.Glob(filepath.Join(folder, "*.entry"))
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		text[len(text)/2] ^= 1
		if err := os.WriteFile(name, text, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// TestNotKept: where a module is missing it may be there the next time, and what is vendored counts as it is.
func TestNotKept(t *testing.T) {
	ran := gochecktest.CountGo(t)
	w := open(t, shop)
	folder := t.TempDir()
	runs := func() int {
		before := ran()
		said(t, w.ws.Root, folder, []*analysis.Analyzer{calls})
		return ran() - before
	}
	both := runs()
	if one := runs(); one == 0 || one >= both {
		t.Errorf("the go command was run %d times, then %d times; want fewer, for the module that is broken", both, one)
	}
	if err := os.WriteFile(filepath.Join(w.ws.Root, "shop/vendor/example.com/bus/bus.go"), []byte("package bus\n\nfunc Open(string) {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if again := runs(); again != both {
		t.Errorf("after a change in vendor the go command was run %d times, want %d", again, both)
	}
}

// TestPassesAreKept: what the passes there are say is the same from the store, with all places and values.
func TestPassesAreKept(t *testing.T) {
	w := open(t, crossing)
	folder := t.TempDir()
	first := said(t, w.ws.Root, folder, analyzers.All())
	if again := said(t, w.ws.Root, folder, analyzers.All()); !slices.Equal(first, again) {
		t.Errorf("first\n%s\nthen\n%s", strings.Join(first, "\n"), strings.Join(again, "\n"))
	}
	if !slices.ContainsFunc(first, func(s string) bool { return strings.Contains(s, "X-Request-Id") }) {
		t.Errorf("the function of another module is not known:\n%s", strings.Join(first, "\n"))
	}
}

// crossing are two modules of a go.work file: what one says of its functions is known in the other.
const crossing = `
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

import (
	"net/http"
	"os"
)

func Mark(r *http.Request, id string) { r.Header.Set("X-Request-Id", id) }

func Base() string { return os.Getenv("BASE_URL") }
-- mono/app/go.mod --
module example.com/app

go 1.21

require example.com/lib v0.0.0
-- mono/app/app.go --
package app

import (
	"net/http"

	"example.com/lib"
)

func G(id string) {
	r, _ := http.NewRequest("GET", lib.Base()+"/g", nil)
	lib.Mark(r, id)
	_, _ = http.DefaultClient.Do(r)
}
`
