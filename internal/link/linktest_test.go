package link

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
	"github.com/bytelyst/connaudit/rules"
)

var update = flag.Bool("update", false, "rewrite the wanted facts in testdata")

// TestFunctions links the workspaces of testdata/functions. Each archive holds a rules.yaml with facts, code whose top
// folders are repositories, and a file "want" with a line for each fact: where it is, its kind and key, its value and
// its attributes. Lines of code say in a comment what they are about; the wanted facts say what is made of them.
func TestFunctions(t *testing.T) {
	archives, err := filepath.Glob("testdata/functions/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, file := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := show(linkArchive(t, archive, 2))
			if again := show(linkArchive(t, archive, 1)); again != got {
				t.Errorf("two workers and one differ:\n%s\n%s", got, again)
			}
			compareWant(t, file, archive, got)
		})
	}
}

// TestPacks links the workspaces of testdata/packs by the built-in pack that a file "pack" names. What a line of code does not
// state is as much of the test as what it states.
func TestPacks(t *testing.T) {
	archives, err := filepath.Glob("testdata/packs/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, file := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			compareWant(t, file, archive, showRoles(linkArchive(t, archive, 2)))
		})
	}
}

// packsNamed returns the built-in packs of these file names, a line each.
func packsNamed(t *testing.T, names string) []rule.Source {
	t.Helper()
	var out []rule.Source
	for _, name := range strings.Fields(names) {
		i := slices.IndexFunc(rules.Packs(), func(p rules.Pack) bool { return filepath.Base(p.Name) == name })
		if i < 0 {
			t.Fatalf("there is no pack %s", name)
		}
		out = append(out, rule.Source{Name: name, Data: rules.Packs()[i].Data})
	}
	return out
}

func compareWant(t *testing.T, file string, archive *txtar.Archive, got string) {
	t.Helper()
	for i := range archive.Files {
		f := &archive.Files[i]
		if f.Name != "want" {
			continue
		}
		if string(f.Data) == got {
			return
		}
		if *update {
			f.Data = []byte(got)
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		t.Errorf("facts differ; run with -update if they are right\n%s", differ(string(f.Data), got))
		return
	}
	t.Fatal("there is no file want")
}

// differ lists the lines that only one of two texts has.
func differ(want, got string) string {
	var b strings.Builder
	have := map[string]bool{}
	for line := range strings.SplitSeq(got, "\n") {
		have[line] = true
	}
	wanted := map[string]bool{}
	for line := range strings.SplitSeq(want, "\n") {
		if wanted[line] = true; !have[line] {
			fmt.Fprintln(&b, "want", line)
		}
	}
	for line := range strings.SplitSeq(got, "\n") {
		if !wanted[line] {
			fmt.Fprintln(&b, "got ", line)
		}
	}
	return b.String()
}

// linkArchive writes an archive out and states its facts.
func linkArchive(t *testing.T, archive *txtar.Archive, workers int) []*facts.Fact {
	t.Helper()
	dir := t.TempDir()
	repos, config := map[string]bool{}, "version: 1\nrepos:\n"
	var sources []rule.Source
	for _, f := range archive.Files {
		switch repo, _, ok := strings.Cut(f.Name, "/"); {
		case f.Name == "rules.yaml":
			sources = append(sources, rule.Source{Name: f.Name, Data: f.Data})
			continue
		case f.Name == "pack":
			sources = append(sources, packsNamed(t, string(f.Data))...)
			continue
		case !ok:
			continue
		case !repos[repo]:
			repos[repo] = true
			config += "  - " + repo + "\n"
		}
		writeFile(t, filepath.Join(dir, f.Name), f.Data)
	}
	writeFile(t, filepath.Join(dir, "connaudit.yaml"), []byte(config))
	set, problems := rule.Load(sources, rule.Options{})
	for _, p := range problems {
		t.Errorf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
	}
	w, err := workspace.Open(workspace.Options{Dir: dir, Home: dir})
	if err != nil {
		t.Fatal(err)
	}
	p := program.New(w, Dictionary(set))
	if err := p.Read(context.Background(), workers, func(*program.File) bool { return true }, nil); err != nil {
		t.Fatal(err)
	}
	store, err := New(p, set).Run(context.Background(), workers)
	if err != nil {
		t.Fatal(err)
	}
	return store.All()
}

func writeFile(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// show writes facts as lines, in order.
func show(fs []*facts.Fact) string {
	return showAs(fs, func(f *facts.Fact) string { return f.Kind })
}

// showRoles writes facts with their roles instead of their kinds.
func showRoles(fs []*facts.Fact) string {
	return showAs(fs, func(f *facts.Fact) string { return f.Role })
}

func showAs(fs []*facts.Fact, name func(*facts.Fact) string) string {
	var b strings.Builder
	for _, f := range fs {
		fmt.Fprintf(&b, "%s %s %s = %s", f.At.In(""), name(f), showValue(f.Key), showValue(f.Value))
		for _, a := range f.Attributes {
			fmt.Fprintf(&b, "; %s %s", a.Name, showValue(a.Value))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// showValue writes a value as rules see it: unknown with its reason, open with what opens it.
func showValue(v *value.Value) string {
	switch v.Kind {
	case value.Null:
		return "null"
	case value.String:
		return v.Str
	case value.Number:
		return fmt.Sprint(v.Num)
	case value.Bool:
		return fmt.Sprint(v.Bool)
	case value.List:
		return "[" + showAll(v.Elems, ", ") + showOpen(v) + "]"
	case value.Branch:
		return showAll(v.Alts, " | ")
	case value.Object:
		return showObject(v)
	case value.Unknown:
		if v.Prefix != "" {
			return v.Prefix + "? (" + v.Reason + ")"
		}
		return "? (" + v.Reason + ")"
	}
	if v.At.IsNone() {
		return v.Kind.String()
	}
	return "@" + v.At.In("")
}

func showAll(vs []*value.Value, sep string) string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = showValue(v)
	}
	return strings.Join(out, sep)
}

func showOpen(v *value.Value) string {
	if v.Open == "" {
		return ""
	}
	return " … " + v.Open
}

func showObject(v *value.Value) string {
	var out []string
	for _, p := range v.Props {
		maybe := ""
		if p.Maybe {
			maybe = "?"
		}
		out = append(out, p.Key+maybe+": "+showValue(p.Value))
	}
	sort.Strings(out)
	return "{" + strings.Join(out, ", ") + showOpen(v) + "}"
}
