package engine

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/edit"
)

// TestAccept writes a marker for each finding of the sample workspaces, and asks the audit whether it is about that finding.
func TestAccept(t *testing.T) {
	for _, name := range []string{"bytelyst/before", "orbit"} {
		dir, err := filepath.Abs(filepath.Join(workspaceRoot, name))
		if err != nil {
			t.Fatal(err)
		}
		first, err := Check(context.Background(), Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		overlay, seen := map[string][]byte{}, map[string]bool{}
		var accepted []diag.Finding
		for _, f := range first.Findings {
			abs := filepath.Join(dir, f.File)
			if seen[abs] || f.Status != diag.New {
				continue // offsets of a second one would have moved
			}
			text, err := os.ReadFile(abs)
			if err != nil {
				t.Fatal(err)
			}
			a, err := Accept(abs, text, f.Location, f.RuleID, "because")
			if err != nil {
				t.Errorf("%s:%d: %s: %v", f.File, f.Start.Line, f.RuleID, err)
				continue
			}
			if a.Edit.Text[a.Start:a.End] != "because" {
				t.Errorf("the reason of %q is said to be %q", a.Edit.Text, a.Edit.Text[a.Start:a.End])
			}
			out, _ := edit.Apply(string(text), []edit.Edit{a.Edit})
			overlay[abs], seen[abs] = []byte(out), true
			accepted = append(accepted, f)
		}
		next, err := Check(context.Background(), Options{Dir: dir, Overlay: overlay})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range accepted {
			if !suppressedIn(next, f) {
				t.Errorf("%s:%d: %s is not accepted by its marker", f.File, f.Start.Line, f.RuleID)
			}
		}
		if len(accepted) < 5 {
			t.Errorf("%d findings are accepted in %s", len(accepted), name)
		}
	}
}

func suppressedIn(r *diag.Result, was diag.Finding) bool {
	for _, f := range r.Findings {
		if f.RuleID == was.RuleID && f.File == was.File && f.Status == diag.Suppressed {
			return true
		}
	}
	return false
}

func TestAcceptWhere(t *testing.T) {
	at := func(text, code string) diag.Location {
		i := strings.Index(text, code)
		line := strings.Count(text[:i], "\n") + 1
		column := i - strings.LastIndexByte(text[:i], '\n')
		return diag.Location{Start: diag.Position{Line: line, Column: column}, End: diag.Position{Line: line, Column: column + len(code)}}
	}
	for _, c := range []struct{ name, text, code, want string }{
		{"a.ts", "f();\n\tconst a =\n\t\tfetch(u);\n", "fetch(u)", "f();\n\t// connaudit:ignore r -- why\n\tconst a =\n\t\tfetch(u);\n"},
		{"a.py", "def f():\r\n    get(u)\r\n", "get(u)", "def f():\r\n    # connaudit:ignore r -- why\r\n    get(u)\r\n"},
		{"a.ts", "const t = {\n  a: 1,\n  b: 2,\n};\n", "b: 2", "const t = {\n  a: 1,\n  // connaudit:ignore r -- why\n  b: 2,\n};\n"},
		{".env.example", "A=1\nB=2\n", "B=2", "A=1\n# connaudit:ignore r -- why\nB=2\n"},
		{"a.go", "package a\n\nfunc f() {\n\tg()\n}\n", "g()", "package a\n\nfunc f() {\n\t// connaudit:ignore r -- why\n\tg()\n}\n"},
		{"a.ts", "a();\n// eslint-disable-next-line x\nf();\n", "f()", "a();\n// connaudit:ignore r -- why\n// eslint-disable-next-line x\nf();\n"},
		{"a.py", "def f():\n    # pylint: disable-next=x\n    get(u)\n", "get(u)", "def f():\n    # connaudit:ignore r -- why\n    # pylint: disable-next=x\n    get(u)\n"},
		{"\ufeffa.ts", "\ufefff();\n", "f()", "\ufeff// connaudit:ignore r -- why\nf();\n"},
	} {
		loc := at(strings.TrimPrefix(c.text, "\ufeff"), c.code)
		a, err := Accept(strings.TrimPrefix(c.name, "\ufeff"), []byte(c.text), loc, "r", "why")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got, _ := edit.Apply(c.text, []edit.Edit{a.Edit}); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	if a, err := Accept("a.sh", []byte("a \\\n  --b c\n"), at("a \\\n  --b c\n", "--b c"), "r", "why"); err == nil {
		t.Errorf("a comment in the middle of a command is %+v", a.Edit)
	}
	if _, err := Accept("a.json", []byte("{}\n"), at("{}\n", "{}"), "r", "why"); err == nil {
		t.Error("a comment is written in JSON")
	}
}
