package engine

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report"
)

// reposKey are the repositories in the configuration of a sample workspace.
var reposKey = regexp.MustCompile(`(?m)^repos:.*\n(?:  .*\n)*`)

// asExport audits a copy of a sample workspace in which one repository is known by what it exported, from a workspace of its own.
func asExport(t *testing.T, dir, repo string, repos []string) *diag.Result {
	t.Helper()
	config, err := os.ReadFile(filepath.Join(dir, "connaudit.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	configure := func(repos []string) {
		text := reposKey.ReplaceAllLiteralString(string(config), "repos: ["+strings.Join(repos, ", ")+"]\n")
		put(t, filepath.Join(dir, "connaudit.yaml"), text)
	}
	defer put(t, filepath.Join(dir, "connaudit.yaml"), string(config))
	configure([]string{repo})
	put(t, filepath.Join(dir, "export.json"), exportOf(t, Options{Dir: dir}))
	rest := []string{"{name: " + repo + ", facts: export.json}"}
	for _, r := range repos {
		if r != repo {
			rest = append(rest, r)
		}
	}
	configure(rest)
	hidden := filepath.Join(t.TempDir(), "hidden")
	if err := os.Rename(filepath.Join(dir, repo), hidden); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := os.Rename(hidden, filepath.Join(dir, repo)); err != nil {
			t.Fatal(err)
		}
	}()
	return checked(t, Options{Dir: dir})
}

// exportOf is what a workspace exports.
func exportOf(t *testing.T, o Options) string {
	t.Helper()
	l, err := Facts(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := report.ExportFacts(&b, l); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// foundAt names what a finding says of which place; one that stands here instead, of the place that it is about.
func foundAt(f diag.Finding) string {
	at := f.Location
	for _, r := range f.Related {
		if r.Message == "the finding is about this place" {
			at = r.Location
		}
	}
	return fmt.Sprintf("%s %s/%s:%d:%d", f.RuleID, at.Repo, at.Path, at.Start.Line, at.Start.Column)
}

// TestSampleWorkspacesOfExports replaces each repository of each sample workspace by what it exports. Nothing is found that is not found with its
// source, and all that stands in the others stays. What is said of it may be less: imports into the repository lead nowhere.
func TestSampleWorkspacesOfExports(t *testing.T) {
	for _, name := range []string{"bytelyst/before", "orbit", "ids", "harbor", "ferry"} {
		dir := copied(t, name)
		full := checked(t, Options{Dir: dir})
		var repos []string
		for _, d := range full.Dirs {
			repos = append(repos, filepath.Base(d))
		}
		for _, repo := range repos {
			t.Run(name+" "+repo, func(t *testing.T) { sameWithout(t, repo, full, asExport(t, dir, repo, repos)) })
		}
	}
}

// sameWithout compares what is found of a workspace with what is found where one repository is known by its export.
func sameWithout(t *testing.T, repo string, full, got *diag.Result) {
	t.Helper()
	want := map[string]bool{}
	for _, f := range full.Findings {
		want[foundAt(f)] = true
	}
	for _, f := range got.Findings {
		at := foundAt(f)
		if !want[at] || f.Repo == repo || f.File == "" {
			t.Errorf("by the export alone: %s in %s: %s", at, f.File, f.Message)
		}
		delete(want, at)
	}
	for _, f := range full.Findings {
		if want[foundAt(f)] && f.Repo != repo {
			t.Errorf("lost: %s: %s", foundAt(f), f.Message)
		}
	}
}
