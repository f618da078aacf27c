package fix_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/fix"
)

// TestWorkspaces makes all fixes in copies of the sample workspaces: what was fixed is gone, nothing else has come, no file has a new
// syntax error, and a second run finds nothing more to do.
func TestWorkspaces(t *testing.T) {
	samples := "../../testdata/workspaces"
	for _, name := range []string{"bytelyst/before", "ids", "orbit"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(filepath.Join(samples, name))); err != nil {
				t.Fatal(err)
			}
			before, out := fixed(t, dir)
			if len(out.Done) == 0 {
				t.Error("nothing was fixed")
			}
			after := audit(t, dir, nil)
			if got, want := findings(after), findings(out.Result); !slices.Equal(got, want) {
				t.Errorf("on disk there are\n%s\nand there were to be\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			if len(after.Errors) > len(before.Errors) {
				t.Errorf("errors: %v", after.Errors)
			}
			had := count(before)
			for at, n := range count(after) {
				if n > had[at] {
					t.Errorf("%d of %s, which were %d", n, at, had[at])
				}
			}
			if _, again := fixed(t, dir); len(again.Done) > 0 || len(again.Changes) > 0 {
				t.Errorf("a second run changes %d files", len(again.Changes))
			}
		})
	}
}

// TestExamples makes the fixes of the bad example of each check that has some: its finding goes.
func TestExamples(t *testing.T) {
	set, problems, err := engine.Rules(engine.Options{Dir: t.TempDir(), NoConfig: true})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	for _, c := range set.Checks {
		if len(c.Fixes) == 0 && (c.Cause == nil || len(c.Cause.Fixes) == 0) {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			archive, err := txtar.ParseFile("../../rules/testdata/" + c.ID + ".txtar")
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			data := strings.Replace(string(txtar.Format(archive)), "EXAMPLE\n", c.Bad, 1)
			for _, f := range txtar.Parse([]byte(data)).Files {
				name := filepath.Join(dir, filepath.FromSlash(f.Name))
				if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(name, f.Data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			before, out := fixed(t, dir)
			if !slices.ContainsFunc(before.Findings, func(f diag.Finding) bool { return f.RuleID == c.ID }) {
				t.Fatal("the example has no finding")
			}
			for _, f := range out.Result.Findings {
				if f.RuleID == c.ID {
					t.Errorf("%s:%d: %s %v", f.File, f.Start.Line, f.Message, out.Refused)
				}
			}
		})
	}
}

func fixed(t *testing.T, dir string) (*diag.Result, *fix.Outcome) {
	t.Helper()
	before := audit(t, dir, nil)
	out, err := fix.Make(t.Context(), fix.Options{Dir: dir, All: true, Dirs: before.Dirs, SyntaxErrors: engine.SyntaxErrors,
		Audit: func(_ context.Context, overlay map[string][]byte) (*diag.Result, error) {
			return audit(t, dir, overlay), nil
		}}, before)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range out.Changes {
		if err := c.Write(before.Dirs); err != nil {
			t.Fatal(err)
		}
	}
	return before, out
}

func audit(t *testing.T, dir string, overlay map[string][]byte) *diag.Result {
	t.Helper()
	r, err := engine.Check(t.Context(), engine.Options{Dir: dir, Overlay: overlay})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// findings are the findings with all that is shown of them but the fixes.
func findings(r *diag.Result) []string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, strings.Join([]string{f.File, f.RuleID, f.Message, f.Fingerprint}, " "))
	}
	return out
}

func count(r *diag.Result) map[string]int {
	n := map[string]int{}
	for _, f := range r.Findings {
		n[f.File+" "+f.RuleID]++
	}
	return maps.Clone(n)
}
