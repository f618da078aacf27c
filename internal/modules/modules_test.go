package modules

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// TestResolve asks the questions of testdata/*.txtar. Each archive is a workspace whose top folders are repositories, and a file
// "want" of lines "FILE SPEC = ANSWER", where ANSWER is a file, "folder FILES", "external NAME [PACKAGE]", "namespace" or "? part of the reason",
// and lines "problem FILE part of the message", which are all there are.
func TestResolve(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, file := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			w, want := open(t, archive)
			check(t, w, want)
		})
	}
}

// open writes an archive out and opens it; want is its file of that name.
func open(t *testing.T, archive *txtar.Archive) (w *workspace.Workspace, want string) {
	t.Helper()
	dir := t.TempDir()
	repos := map[string]bool{}
	config := "version: 1\nrepos:\n"
	for _, f := range archive.Files {
		if f.Name == "want" {
			want = string(f.Data)
			continue
		}
		if repo, _, ok := strings.Cut(f.Name, "/"); ok && !repos[repo] {
			repos[repo] = true
			config += "  - " + repo + "\n"
		}
		write(t, filepath.Join(dir, f.Name), f.Data)
	}
	write(t, filepath.Join(dir, "connaudit.yaml"), []byte(config))
	w, err := workspace.Open(workspace.Options{Dir: dir, Home: dir})
	if err != nil {
		t.Fatal(err)
	}
	return w, want
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if to, ok := strings.CutPrefix(string(data), "link to "); ok {
		if err := os.Symlink(strings.TrimSpace(to), file); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func check(t *testing.T, w *workspace.Workspace, want string) {
	t.Helper()
	r := New(w)
	asked := 0
	var problems []string
	for line := range strings.Lines(want) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if p, ok := strings.CutPrefix(line, "problem "); ok {
			problems = append(problems, p)
			continue
		}
		question, answer, ok := strings.Cut(line, " = ")
		from, spec, ok2 := strings.Cut(question, " ")
		if !ok || !ok2 {
			t.Fatalf("no question and answer: %s", line)
		}
		asked++
		// Twice: the second answer is the one that was kept.
		for range 2 {
			if got := show(ask(t, r, w, from, spec)); !agrees(got, answer) {
				t.Errorf("%s\n got %s", line, got)
			}
		}
	}
	if asked == 0 {
		t.Error("nothing was asked")
	}
	checkProblems(t, r, problems)
}

func checkProblems(t *testing.T, r *Resolver, want []string) {
	t.Helper()
	var got []string
	for _, p := range r.Problems() {
		got = append(got, fmt.Sprintf("%s/%s %s", p.Repo.Name, p.Path, p.Message))
	}
	if len(got) != len(want) {
		t.Fatalf("problems: %q, want %q", got, want)
	}
	for i := range got {
		file, part, _ := strings.Cut(want[i], " ")
		if !strings.HasPrefix(got[i], file+" ") || !strings.Contains(got[i], part) {
			t.Errorf("problem %q, want %q", got[i], want[i])
		}
	}
}

func ask(t *testing.T, r *Resolver, w *workspace.Workspace, from, spec string) Result {
	t.Helper()
	f := w.FileAt(filepath.Join(w.Root, from))
	if f == nil {
		t.Fatalf("%s is not read", from)
	}
	switch f.Ext() {
	case ".py", ".pyi":
		return r.Python(f, spec)
	case ".go":
		return r.Go(f, spec)
	}
	return r.TypeScript(f, spec)
}

func show(a Result) string {
	switch {
	case a.File != nil:
		return a.File.Repo.Name + "/" + a.File.Path
	case a.External && a.Package != a.Name:
		return "external " + a.Name + " " + a.Package
	case a.External:
		return "external " + a.Name
	case a.Namespace:
		return "namespace"
	case a.Folder != nil:
		out := "folder"
		for _, f := range a.Folder.Files {
			out += " " + f.Repo.Name + "/" + f.Path
		}
		return out
	}
	return "? " + a.Reason
}

func agrees(got, want string) bool {
	if part, ok := strings.CutPrefix(want, "? "); ok {
		return strings.HasPrefix(got, "? ") && strings.Contains(got, part)
	}
	return got == want
}
