package rule

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"gopkg.in/yaml.v3"
)

var update = flag.Bool("update", false, "rewrite the wanted problems in testdata/errors")

// TestErrors loads the files of each archive as one set. Its section `want` holds every problem and warning, one a line.
// A section connaudit.yaml is the configuration.
func TestErrors(t *testing.T) {
	archives, err := filepath.Glob("testdata/errors/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := problemsOf(t, a)
			for i, f := range a.Files {
				if f.Name != "want" {
					continue
				}
				if *update {
					a.Files[i].Data = []byte(got)
					if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
						t.Fatal(err)
					}
				} else if got != string(f.Data) {
					t.Errorf("problems:\n%s\nwant:\n%s", got, f.Data)
				}
				return
			}
			t.Fatal("no section want")
		})
	}
}

func problemsOf(t *testing.T, a *txtar.Archive) string {
	var sources []Source
	var o Options
	for _, f := range a.Files {
		switch {
		case f.Name == "connaudit.yaml":
			o = configuration(t, f.Name, f.Data)
		case f.Name != "want":
			sources = append(sources, Source{f.Name, f.Data})
		}
	}
	set, problems := Load(sources, o)
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.Error() + "\n")
	}
	for _, w := range set.Warnings {
		b.WriteString("warning: " + w.Error() + "\n")
	}
	return b.String()
}

// configuration reads what a configuration says about rules, as the workspace does.
func configuration(t *testing.T, name string, data []byte) Options {
	var c struct {
		Params   map[string]map[string]yaml.Node
		Severity map[string]yaml.Node
		Disable  []yaml.Node
		Enable   []yaml.Node
	}
	if err := yaml.Unmarshal(data, &c); err != nil {
		t.Fatal(err)
	}
	pos := func(n yaml.Node) Pos { return Pos{name, n.Line, n.Column} }
	var o Options
	for _, id := range sortedKeys(c.Params) {
		for _, p := range sortedKeys(c.Params[id]) {
			n := c.Params[id][p]
			o.Params = append(o.Params, ParamSetting{id, p, &n, pos(n)})
		}
	}
	for _, id := range sortedKeys(c.Severity) {
		o.Severity = append(o.Severity, Setting{id, c.Severity[id].Value, pos(c.Severity[id])})
	}
	for _, n := range c.Disable {
		o.Disable = append(o.Disable, Setting{n.Value, "", pos(n)})
	}
	for _, n := range c.Enable {
		o.Enable = append(o.Enable, Setting{n.Value, "", pos(n)})
	}
	return o
}

// packs reads the drafts of all packs.
func packs(t testing.TB) []Source {
	names, err := filepath.Glob("testdata/packs/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal("no packs", err)
	}
	var out []Source
	for _, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, Source{filepath.Base(n), data})
	}
	return out
}

func TestPacksLoad(t *testing.T) {
	set, problems := Load(packs(t), Options{})
	for _, p := range problems {
		t.Error(p)
	}
	// A settings class may be called anything and inherit from one in another file: it has no words.
	if len(set.Warnings) != 1 || !strings.HasPrefix(set.Warnings[0].Error(), "env.yaml:37:9: facts[1]: has no word") {
		t.Error("warnings:", set.Warnings)
	}
	counts := map[string]int{"known": len(set.Known), "facts": len(set.Facts), "checks": len(set.Checks), "rules": len(set.Rules), "lists": len(set.Lists)}
	for what, want := range map[string]int{"known": 34, "facts": 37, "checks": 16, "rules": 1, "lists": 5} {
		if counts[what] != want {
			t.Errorf("%d %s, want %d", counts[what], what, want)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	sources := packs(b)
	for b.Loop() {
		Load(sources, Options{})
	}
}
