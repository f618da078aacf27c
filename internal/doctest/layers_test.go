package doctest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	architecture = "docs/architecture.md"
	packages     = "docs/packages.md"
	linking      = "docs/linking.md"
)

const modulePath = "github.com/bytelyst/connaudit/"

// TestLayers compares the table of packages with what packages import.
func TestLayers(t *testing.T) {
	imports := packageImports(t)
	d := readDocument(t, packages)
	above := map[string]bool{}
	for _, s := range d.sections {
		for _, r := range s.rows {
			if r.head[0] != "package" {
				continue
			}
			name := spans(r.cells[0])[0]
			direct, ok := imports[name]
			if !ok {
				t.Errorf("%s: there is no package %s", d.at(r.line), name)
				continue
			}
			for _, i := range direct {
				if !above[i] {
					t.Errorf("%s: %s imports %s, which stands in no row above", d.at(r.line), name, i)
				}
			}
			d.never(t, r, name, imports)
			above[name] = true
		}
	}
	for name := range imports {
		if !above[name] {
			t.Errorf("%s has no row for the package %s", d.path, name)
		}
	}
}

// TestFloors demands that each package stands on one floor.
func TestFloors(t *testing.T) {
	d := readDocument(t, architecture)
	on := map[string]string{}
	for _, s := range d.sections {
		for _, r := range s.rows {
			if r.head[0] != "floor" {
				continue
			}
			for _, span := range spans(r.cells[1]) {
				if on[span] != "" {
					t.Errorf("%s: %s stands on two floors", d.at(r.line), span)
				}
				on[span] = r.cells[0]
			}
		}
	}
	for name := range packageImports(t) {
		short := strings.TrimPrefix(name, "internal/")
		first, _, _ := strings.Cut(short, "/")
		if on[short] == "" && on[short+"/"] == "" && on[first+"/…"] == "" {
			t.Errorf("%s names no floor for the package %s", d.path, name)
		}
	}
}

// never demands that a package leads to none of those that its row excludes.
func (d *document) never(t *testing.T, r row, name string, imports map[string][]string) {
	reached := closure(name, imports)
	for _, n := range strings.Split(r.cells[2], ",") {
		n = strings.TrimSpace(n)
		switch {
		case n == "anything":
			if len(reached) > 0 {
				t.Errorf("%s: %s imports %s", d.at(r.line), name, strings.Join(reached, ", "))
			}
		case n == "":
		case imports["internal/"+n] == nil:
			t.Errorf("%s: there is no package internal/%s", d.at(r.line), n)
		case slices.Contains(reached, "internal/"+n):
			t.Errorf("%s: %s comes to import internal/%s", d.at(r.line), name, n)
		}
	}
}

// closure returns all packages that one imports, also through others, sorted.
func closure(name string, imports map[string][]string) []string {
	seen := map[string]bool{}
	var walk func(string)
	walk = func(n string) {
		for _, i := range imports[n] {
			if !seen[i] {
				seen[i] = true
				walk(i)
			}
		}
	}
	walk(name)
	out := make([]string, 0, len(seen))
	for n := range seen {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// packageImports returns the packages of the module that each of them imports, its tests aside.
func packageImports(t *testing.T) map[string][]string {
	t.Helper()
	stdout, stderr, status := run(t, root, "go", "list", "-e", "-json=ImportPath,Name,Imports", "./...")
	if status != 0 {
		t.Fatalf("go list: %s", stderr)
	}
	out := map[string][]string{}
	for dec := json.NewDecoder(bytes.NewReader(stdout)); ; {
		var p struct {
			ImportPath, Name string
			Imports          []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		own := []string{}
		for _, i := range p.Imports {
			if n, ok := strings.CutPrefix(i, modulePath); ok {
				own = append(own, n)
			}
		}
		if name := strings.TrimPrefix(p.ImportPath, modulePath); p.Name != "main" || name == "cmd/connaudit" {
			out[name] = own // tools need no row: nothing can import them
		}
	}
}

// TestBounds compares the table of bounds with the constants.
func TestBounds(t *testing.T) {
	d := readDocument(t, linking)
	seen := 0
	for _, s := range d.sections {
		for _, r := range s.rows {
			if r.head[0] != "constant" {
				continue
			}
			seen++
			pkg, name, _ := strings.Cut(spans(r.cells[0])[0], ".")
			if got := constant(t, pkg, name); got != r.cells[1] {
				t.Errorf("%s: %s.%s is %q", d.at(r.line), pkg, name, got)
			}
		}
	}
	if seen == 0 {
		t.Errorf("%s has no table of bounds", d.path)
	}
}

// constant returns a constant as the source of its package writes it.
func constant(t *testing.T, pkg, name string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "internal", pkg, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	re := regexp.MustCompile(`(?m)^(?:const|\t)\s*` + name + `\s*=\s*([^\s/]+)`)
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if m := re.FindSubmatch(text); m != nil {
			return string(m[1])
		}
	}
	return ""
}
