package doctest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"gopkg.in/yaml.v3"

	"github.com/bytelyst/connaudit/rules"
)

// example stands in a fixture where the code of `bad` or `good` goes.
const example = "EXAMPLE"

// documented is what a pack says of a check or rule.
type documented struct {
	ID, Bad, Good string
}

// TestPackExamples demands that what a built-in pack shows as bad is found, and that what it shows as good is looked at and
// is not. Around the code stands rules/testdata/ID.txtar: a workspace in which one line is EXAMPLE. What a pack shows may hold
// further files, as such archives do.
func TestPackExamples(t *testing.T) {
	fixtures := map[string]bool{}
	names, err := filepath.Glob(filepath.Join(root, "rules", "testdata", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		fixtures[strings.TrimSuffix(filepath.Base(n), ".txtar")] = true
	}
	for _, p := range rules.Packs() {
		var pack struct{ Checks, Rules []documented }
		if err := yaml.Unmarshal(p.Data, &pack); err != nil {
			t.Fatal(err)
		}
		for _, r := range append(pack.Checks, pack.Rules...) {
			t.Run(r.ID, func(t *testing.T) {
				packExample(t, r, "bad", r.Bad)
				packExample(t, r, "good", r.Good)
			})
			delete(fixtures, r.ID)
		}
	}
	for id := range fixtures {
		t.Errorf("rules/testdata/%s.txtar is the fixture of no rule", id)
	}
}

func packExample(t *testing.T, r documented, which, code string) {
	t.Helper()
	fixture := filepath.Join(root, "rules", "testdata", r.ID+".txtar")
	data, err := os.ReadFile(fixture)
	if err != nil {
		t.Fatalf("%v; write a workspace in which one line is %s", err, example)
	}
	files, file, first, last := map[string]string{}, "", 0, 0
	shown := txtar.Parse([]byte(code)) // what belongs to other files stands below a line `-- NAME --`
	code = string(shown.Comment)
	for _, f := range txtar.Parse(data).Files {
		text := string(f.Data)
		if before, after, ok := strings.Cut(text, example+"\n"); ok && file == "" {
			indent := before[strings.LastIndexByte(before, '\n')+1:]
			before = strings.TrimSuffix(before, indent)
			body := indent + strings.ReplaceAll(strings.TrimSuffix(code, "\n"), "\n", "\n"+indent) + "\n"
			file, first = f.Name, strings.Count(before, "\n")+1
			last = first + strings.Count(body, "\n") - 1
			text = before + body + after
		}
		files[f.Name] = text
	}
	for _, f := range shown.Files {
		files[f.Name] = string(f.Data)
	}
	if file == "" {
		t.Fatalf("%s has no line %s", fixture, example)
	}
	dir := workspaceFolder(t)
	writeTree(t, dir, files)
	found, looked := false, false
	for _, o := range check(t, dir) {
		if o.RuleID != r.ID {
			continue
		}
		here := strings.HasSuffix(o.File, file) && first <= o.Start.Line && o.Start.Line <= last
		found = found || o.Verdict == "want" && here
		looked = looked || o.Verdict == "ok" && strings.HasSuffix(o.File, file)
		if which == "good" && o.Verdict == "want" {
			t.Errorf("good: there is a finding at %s:%d: %s", o.File, o.Start.Line, o.Message)
		}
	}
	switch {
	case which == "bad" && !found:
		t.Errorf("bad: nothing is found in\n%s", files[file])
	case which == "good" && !looked && isCheck(t, r.ID):
		t.Errorf("good: nobody looked at\n%s", files[file])
	}
}

// isCheck reports whether what has this id judges sites; a Semgrep rule has none to tell of.
func isCheck(t *testing.T, id string) bool {
	t.Helper()
	for _, p := range rules.Packs() {
		var pack struct{ Checks []documented }
		if err := yaml.Unmarshal(p.Data, &pack); err != nil {
			t.Fatal(err)
		}
		for _, c := range pack.Checks {
			if c.ID == id {
				return true
			}
		}
	}
	return false
}
