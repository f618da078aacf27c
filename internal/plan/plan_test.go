package plan_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/plan"
)

var update = flag.Bool("update", false, "write the golden files")

const workspaces = "../../testdata/workspaces/bytelyst"

// surveys are those of workspaces that tests leave alone.
var surveys = map[string]*diag.Survey{}

func survey(t *testing.T, dir string) *diag.Survey {
	t.Helper()
	if s := surveys[dir]; s != nil {
		return s
	}
	s, err := engine.Survey(context.Background(), engine.Options{Dir: dir, Tool: diag.Tool{Name: "connaudit", Version: "v0"}})
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(dir, workspaces) {
		surveys[dir] = s
	}
	return s
}

func planOf(t *testing.T, dir string, o plan.Options) *plan.Plan {
	t.Helper()
	if strings.HasPrefix(dir, workspaces) {
		o.Origin = func(context.Context, string, string, int) (plan.Origin, bool) { return plan.Origin{}, false } // that of this project says nothing
	}
	p, err := plan.Make(context.Background(), survey(t, dir), o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func markdown(t *testing.T, p *plan.Plan) string {
	t.Helper()
	var b bytes.Buffer
	if err := plan.Markdown(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// unpack writes the files of an archive into a new folder.
func unpack(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, text)
	return dir
}

// write writes the files of an archive into a folder.
func write(t *testing.T, dir, text string) {
	t.Helper()
	for _, f := range txtar.Parse([]byte(text)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test -update rewrites it)", file)
	}
}

func TestGolden(t *testing.T) {
	for _, state := range []string{"before", "after-1", "after-2"} {
		p := planOf(t, filepath.Join(workspaces, state), plan.Options{Container: "referrals"})
		compare(t, filepath.Join("testdata", "bytelyst-"+state+".md"), markdown(t, p))
		var b bytes.Buffer
		if err := plan.JSON(&b, p); err != nil {
			t.Fatal(err)
		}
		compare(t, filepath.Join("testdata", "bytelyst-"+state+".json"), b.String())
	}
}

// TestRows compares the plan with a document that was once written by hand for the same workspace: each of its sections and
// rows of tables has a line in rows.txt with the text in which it comes out, below the heading given there.
func TestRows(t *testing.T) {
	data, err := os.ReadFile("testdata/rows.txt")
	if err != nil {
		t.Fatal(err)
	}
	sections := headings(markdown(t, planOf(t, filepath.Join(workspaces, "after-2"), plan.Options{Container: "referrals"})))
	n := 0
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, " => ")
		if len(parts) != 3 {
			t.Fatalf("rows.txt:%d: want ROW => HEADING => TEXT", i+1)
		}
		n++
		if parts[1] == "-" {
			continue // not in the plan, with the reason
		}
		body, ok := sections[parts[1]]
		if !ok {
			t.Errorf("rows.txt:%d: the plan has no heading %q", i+1, parts[1])
		} else if !strings.Contains(body, parts[2]) {
			t.Errorf("rows.txt:%d: %s: %q stands not below %q", i+1, parts[0], parts[2], parts[1])
		}
	}
	if n < 90 {
		t.Errorf("%d rows; the document has more", n)
	}
}

// headings are the parts of a document by their headings, each up to the next of the same level.
func headings(doc string) map[string]string {
	out := map[string]string{}
	var open []string
	fenced := false
	for _, line := range strings.Split(doc, "\n") {
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
		}
		if level := strings.Index(line, "# ") + 1; !fenced && level > 0 && strings.TrimLeft(line[:level], "#") == "" {
			for len(open) >= level {
				open = open[:len(open)-1]
			}
			for len(open) < level-1 {
				open = append(open, "")
			}
			open = append(open, line[level+1:])
		}
		for _, h := range open {
			out[h] += line + "\n"
		}
	}
	return out
}

// TestPatchesApply applies each option's edits to a copy of the workspace; after those of option A nothing is left to plan.
func TestPatchesApply(t *testing.T) {
	for _, state := range []string{"before", "after-2"} {
		p := planOf(t, filepath.Join(workspaces, state), plan.Options{Container: "referrals"})
		for _, o := range p.Options {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(filepath.Join(workspaces, state))); err != nil {
				t.Fatal(err)
			}
			for _, patch := range o.Patches {
				applyPatch(t, filepath.Join(dir, patch.Repo), patch.Diff)
			}
			if o.ID != "A" {
				continue
			}
			s := survey(t, dir)
			for _, name := range []string{"referrals", "mindlyst_referrals"} {
				if _, err := plan.Make(context.Background(), s, plan.Options{Container: name}); !errors.Is(err, plan.ErrConsistent) {
					t.Errorf("%s: after option A, %s: %v", state, name, err)
				}
			}
		}
	}
}

func applyPatch(t *testing.T, dir, diff string) {
	t.Helper()
	c := exec.Command("git", "apply", "-")
	c.Dir, c.Stdin = dir, strings.NewReader(diff)
	c.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("git apply in %s: %v\n%s\n%s", filepath.Base(dir), err, out, diff)
	}
}

func TestDeterminism(t *testing.T) {
	dir := filepath.Join(workspaces, "after-2")
	want := markdown(t, planOf(t, dir, plan.Options{Container: "referrals"}))
	for range 5 {
		if got := markdown(t, planOf(t, dir, plan.Options{Container: "referrals"})); got != want {
			t.Fatal("two plans of one workspace differ")
		}
	}
}
