package workspace

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// TestTrees opens the trees in testdata/trees. A file's comment says how, one instruction a line (others are prose):
//
//	dir D              working directory, default "."
//	home D             home directory
//	path P             a PATH argument
//	config F           --config
//	noconfig, only     the options
//	git D [ADD...]     git init in D, and git add --force of the files named
//	index D FLAGS...   git update-index
//	damage FILE        replace a git index by a broken one
//	worktree D NEW     a commit in D and `git worktree add NEW`
//	link NAME TARGET   a symbolic link
//	remove NAME        delete a file or folder that the earlier steps left
//	lookup REPO PATH   show the answer of Lookup
//	selected REPO PATH show the answer of Selected
//
// and the file named "want" what comes out.
func TestTrees(t *testing.T) {
	names, err := filepath.Glob("testdata/trees/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no trees: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := openTree(t, archive)
			if *update {
				setWant(archive, got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := wantOf(archive); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func wantOf(a *txtar.Archive) string {
	for _, f := range a.Files {
		if f.Name == "want" {
			return string(f.Data)
		}
	}
	return ""
}

func setWant(a *txtar.Archive, text string) {
	for i := range a.Files {
		if a.Files[i].Name == "want" {
			a.Files[i].Data = []byte(text)
			return
		}
	}
	a.Files = append(a.Files, txtar.File{Name: "want", Data: []byte(text)})
}

// openTree builds the tree, opens it as the comment says, and describes the result.
func openTree(t *testing.T, archive *txtar.Archive) string {
	t.Helper()
	base := writeTree(t, archive)
	o := Options{Dir: base, Home: base}
	var asks [][]string
	for _, line := range strings.Split(string(archive.Comment), "\n") {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		switch words[0] {
		case "dir":
			o.Dir = filepath.Join(base, words[1])
		case "home":
			o.Home = filepath.Join(base, words[1])
		case "path":
			o.Paths = append(o.Paths, strings.ReplaceAll(words[1], "$BASE", base))
		case "config":
			o.ConfigFile = words[1]
		case "noconfig":
			o.NoConfig = true
		case "only":
			o.Only = true
		case "lookup", "selected":
			asks = append(asks, words)
		default:
			prepare(t, base, words)
		}
	}
	w, err := Open(o)
	var b strings.Builder
	if err != nil {
		for _, e := range List(err) {
			fmt.Fprintf(&b, "error %s\n", e)
		}
	} else {
		describe(&b, w, asks)
	}
	return strings.ReplaceAll(b.String(), base, "$BASE")
}

func writeTree(t *testing.T, archive *txtar.Archive) string {
	t.Helper()
	base, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		if f.Name == "want" {
			continue
		}
		abs := filepath.Join(base, f.Name)
		if err := os.MkdirAll(filepath.Dir(abs), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(abs, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return base
}

// prepare carries out one instruction that changes the tree.
func prepare(t *testing.T, base string, words []string) {
	t.Helper()
	in := func(i int) string { return filepath.Join(base, words[i]) }
	switch words[0] {
	case "git":
		if err := os.MkdirAll(in(1), 0o700); err != nil {
			t.Fatal(err)
		}
		git(t, in(1), nil, "init", "-q")
		if len(words) > 2 {
			git(t, in(1), nil, append([]string{"add", "--force", "--"}, words[2:]...)...)
		}
	case "index":
		git(t, in(1), nil, append([]string{"update-index"}, words[2:]...)...)
	case "damage":
		if err := os.WriteFile(in(1), []byte("DIRC\x00\x00\x00\x02\x00\x00\x00\x09short"), 0o600); err != nil {
			t.Fatal(err)
		}
	case "worktree":
		git(t, in(1), nil, "commit", "-q", "-m", "x")
		git(t, in(1), nil, "worktree", "add", "-q", in(2))
	case "link":
		if err := os.Symlink(strings.ReplaceAll(words[2], "$BASE", base), in(1)); err != nil {
			t.Fatal(err)
		}
	case "remove":
		if err := os.RemoveAll(in(1)); err != nil {
			t.Fatal(err)
		}
	default:
		t.Fatalf("unknown instruction %q", words[0])
	}
}

func describe(b *strings.Builder, w *Workspace, asks [][]string) {
	fmt.Fprintf(b, "root %s\n", w.Root)
	for _, r := range w.Repos {
		fmt.Fprintf(b, "repo %q %s%s\n", r.Name, r.Dir, r.Facts)
		for _, p := range r.Packages {
			fmt.Fprintf(b, "package %q %s %q\n", r.Name, p.Dir, p.Name)
		}
	}
	for _, f := range w.Files() {
		fmt.Fprintf(b, "file %s", join(f.Repo.Name, f.Path))
		if f.Explicit {
			b.WriteString(" explicit")
		}
		if f.Declaration {
			b.WriteString(" declaration")
		}
		b.WriteString("\n")
	}
	for _, s := range w.Skipped() {
		fmt.Fprintf(b, "skip %s [%s] %s", join(repoName(s.Repo), s.Path), s.Kind, s.Reason)
		if s.Rule != "" {
			fmt.Fprintf(b, " (%s in %s)", s.Rule, s.Source)
		}
		if s.Partly {
			b.WriteString(" partly")
		}
		b.WriteString("\n")
	}
	for _, p := range w.Problems {
		fmt.Fprintf(b, "problem %s %s: %s\n", p.Kind, join(repoName(p.Repo), p.Path), p.Message)
	}
	answer(b, w, asks)
}

func answer(b *strings.Builder, w *Workspace, asks [][]string) {
	for _, ask := range asks {
		for _, r := range w.Repos {
			if r.Name != ask[1] {
				continue
			}
			fmt.Fprintf(b, "%s: ", strings.Join(ask, " "))
			if ask[0] == "selected" {
				fmt.Fprintln(b, w.Selected(r, ask[2]))
				continue
			}
			switch f, left := w.Lookup(r, ask[2]); {
			case f != nil:
				fmt.Fprintf(b, "read as %s\n", join(f.Repo.Name, f.Path))
			case left != nil:
				fmt.Fprintf(b, "left out with %s\n", left.Path)
			default:
				b.WriteString("no such file\n")
			}
		}
	}
}
