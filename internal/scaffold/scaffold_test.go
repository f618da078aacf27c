package scaffold

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
	"github.com/bytelyst/connaudit/rules"
)

var update = flag.Bool("update", false, "write the texts into docs/ci.md anew")

// TestDocumented demands that docs/ci.md shows the very texts that init writes.
func TestDocumented(t *testing.T) {
	const name = "../../docs/ci.md"
	doc, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	have := string(doc)
	file := func(f File, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return f.Text
	}
	shown := map[string]string{"pre-commit": file(Hook(Repo{}, "main"))}
	for _, h := range Hosts() {
		shown[h] = file(Workflow(h, Repo{}, "main"))
	}
	for name, text := range shown {
		mark := "<!-- connaudit init writes this: " + name + " -->\n\n```yaml\n"
		before, rest, ok := strings.Cut(have, mark)
		old, after, closed := strings.Cut(rest, "```\n")
		switch {
		case !ok || !closed:
			t.Errorf("docs/ci.md has no place for the text of %s", name)
		case old != text && *update:
			have = before + mark + text + "```\n" + after
		case old != text:
			t.Errorf("docs/ci.md shows another text for %s (go test ./internal/scaffold -update writes it anew)", name)
		}
	}
	if *update {
		if err := os.WriteFile(name, []byte(have), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestKinds demands that the built-in rules record the facts that are told of.
func TestKinds(t *testing.T) {
	kinds := map[[2]string]bool{}
	for _, f := range builtin(t).Facts {
		kinds[[2]string{f.Kind, f.Role}] = true
	}
	wanted := [][2]string{{clientFacts.kind, clientFacts.role}}
	for _, h := range headerFacts {
		for _, r := range h.roles {
			wanted = append(wanted, [2]string{h.kind, r})
		}
	}
	for _, w := range wanted {
		if !kinds[w] {
			t.Errorf("the rules record no facts of kind %q and role %q", w[0], w[1])
		}
	}
}

func builtin(t *testing.T) *rule.Set {
	t.Helper()
	var sources []rule.Source
	for _, pack := range rules.Packs() {
		sources = append(sources, rule.Source{Name: pack.Name, Data: pack.Data})
	}
	set, problems := rule.Load(sources, rule.Options{})
	for _, p := range problems {
		t.Fatal(p)
	}
	return set
}

// TestHostileNames demands that names out of code and folders stay in their comment or their string, whatever they hold.
func TestHostileNames(t *testing.T) {
	dir := t.TempDir()
	names := []string{"a: b", "#c", "- d", "[e]", "{f", "'g", "é\u202eh", "null", "1.0", "*i", "& j", "%k", "!l", "@m"}
	s := &diag.Survey{Result: &diag.Result{}, Facts: &diag.FactList{}}
	for _, n := range names {
		if err := os.Mkdir(filepath.Join(dir, n), 0o755); err != nil {
			t.Fatal(err)
		}
		s.Repos = append(s.Repos, diag.Repo{Name: n, Dir: filepath.Join(dir, n)})
	}
	s.Result.Skipped = []diag.Skipped{{Path: "x\ndisable: [request-id]", Dir: true, Kind: workspace.KindOutside}}
	s.Facts.Facts = []diag.Fact{{Kind: "inbound-header", Role: "read", Key: value.NewString("x-\ndisable: [request-id]\u2028\x1b[31m")}}
	f, err := Config(&Place{Dir: dir}, s, builtin(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Write(); err != nil {
		t.Fatal(err)
	}
	ws, err := workspace.Open(workspace.Options{Dir: dir})
	if err != nil {
		t.Fatalf("%v\n%s", err, f.Text)
	}
	if len(ws.Repos) != len(names) || len(ws.Config.Disable) != 0 {
		t.Errorf("%d repositories, want %d; disabled are %v\n%s", len(ws.Repos), len(names), ws.Config.Disable, f.Text)
	}
	if strings.ContainsAny(f.Text, "\x1b\u2028\u202e") {
		t.Errorf("characters that move or hide text were written:\n%q", f.Text)
	}
}

// TestStates looks at everything that may be there under the name of a file.
func TestStates(t *testing.T) {
	for name, c := range map[string]struct {
		lay  func(path string) error
		want State
	}{
		"nothing":    {func(string) error { return nil }, Absent},
		"the same":   {func(p string) error { return os.WriteFile(p, []byte("text\n"), 0o644) }, Same},
		"more":       {func(p string) error { return os.WriteFile(p, []byte("text\nmore\n"), 0o644) }, Other},
		"empty":      {func(p string) error { return os.WriteFile(p, nil, 0o644) }, Other},
		"a folder":   {func(p string) error { return os.Mkdir(p, 0o755) }, Other},
		"a bad link": {func(p string) error { return os.Symlink("nowhere", p) }, Other},
	} {
		f := File{Dir: t.TempDir(), Path: "a.yaml", Text: "text\n"}
		if err := c.lay(f.Abs()); err != nil {
			t.Fatal(err)
		}
		if got, err := f.State(); got != c.want || err != nil {
			t.Errorf("%s: %v, %v; want %v", name, got, err, c.want)
		}
		if err := f.Write(); (err == nil) != (c.want == Absent) {
			t.Errorf("%s: writing it gives %v", name, err)
		}
	}
}

func TestRevision(t *testing.T) {
	for version, want := range map[string]string{
		"v1.2.3": "v1.2.3", "(devel)": "main", "": "main", "v0.0.0-20260101000000-abcdefabcdef": "main", "v1.0.0+dirty": "main", "v1; rm": "main",
	} {
		if got := Revision(version); got != want {
			t.Errorf("%q: %s, want %s", version, got, want)
		}
	}
}
