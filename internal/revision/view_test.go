package revision

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/files"
)

// repository is a git repository in a folder of its own.
type repository struct {
	t   *testing.T
	dir string
}

func newRepository(t *testing.T) *repository {
	t.Helper()
	r := &repository{t, t.TempDir()}
	r.git("init", "-q")
	return r
}

func (r *repository) git(args ...string) string {
	r.t.Helper()
	c := exec.Command("git", append([]string{"-C", r.dir, "-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"}, args...)...)
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
	out, err := c.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (r *repository) write(name, text string) {
	r.t.Helper()
	path := filepath.Join(r.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		r.t.Fatal(err)
	}
}

func (r *repository) link(name, to string) {
	r.t.Helper()
	if err := os.Symlink(to, filepath.Join(r.dir, name)); err != nil {
		r.t.Fatal(err)
	}
}

// view shows a commit; an empty one is the index.
func (r *repository) view(commit string) *View {
	r.t.Helper()
	v := NewView(files.Disk)
	repo := &Repo{Root: r.dir, Name: "."}
	var err error
	if commit == "" {
		err = v.AddIndex(context.Background(), repo)
	} else {
		err = v.AddCommit(context.Background(), repo, commit)
	}
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(v.Close)
	return v
}

// listing is all below a folder, one line for each entry, with the contents of files and the ends of links.
func listing(t *testing.T, s files.System, dir string) []string {
	t.Helper()
	var out []string
	var walk func(string)
	walk = func(at string) {
		entries, err := s.ReadDir(at)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			name := filepath.Join(at, e.Name())
			rel, _ := filepath.Rel(dir, name)
			if rel == ".git" {
				continue
			}
			switch mode := e.Type(); {
			case mode.IsDir():
				out = append(out, rel+"/")
				walk(name)
			case mode&fs.ModeSymlink != 0:
				to, err := s.EvalSymlinks(name)
				out = append(out, fmt.Sprintf("%s -> %s %v", rel, to, err != nil))
			default:
				data, err := files.Read(s, name)
				out = append(out, fmt.Sprintf("%s %q %v", rel, data, err))
				if info, err := s.Stat(name); err != nil || info.Size() != int64(len(data)) || info.Name() != e.Name() {
					t.Errorf("%s: %v, %v", name, info, err)
				}
			}
		}
	}
	walk(dir)
	slices.Sort(out)
	return out
}

func compare(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestViewLikeCheckout compares views of several commits with what was on disk when they were made.
func TestViewLikeCheckout(t *testing.T) {
	for seed := range uint64(8) {
		random := rand.New(rand.NewPCG(seed, 1))
		r := newRepository(t)
		names := []string{"a.ts", "dir/b.ts", "dir/deep/c.ts", "a b/ä\".ts", "new\nline.ts", "-dash", "dir2/x", "*.ts", "tab\t.ts", "back\\slash", ":colon"}
		r.link("to-file", "a.ts")
		r.link("to-dir", "dir")
		r.link("dangling", "nowhere")
		r.link("round", "round")
		wants := map[string][]string{}
		var order []string
		for step := range 4 {
			for _, n := range names {
				switch random.IntN(3) {
				case 0:
					r.write(n, fmt.Sprintf("%s %d %d\n\x00\xff", n, step, random.IntN(9)))
				case 1:
					_ = os.Remove(filepath.Join(r.dir, filepath.FromSlash(n)))
				}
			}
			removeEmpty(t, r.dir)
			r.git("add", "-A")
			wants[""] = listing(t, files.Disk, r.dir)
			compare(t, listing(t, r.view(""), r.dir), wants[""])
			r.git("commit", "-q", "--allow-empty", "-m", "x")
			commit := r.git("rev-parse", "HEAD")
			wants[commit] = listing(t, files.Disk, r.dir)
			order = append(order, commit)
		}
		for _, commit := range order {
			compare(t, listing(t, r.view(commit), r.dir), wants[commit])
		}
	}
}

// removeEmpty removes folders that git does not know.
func removeEmpty(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && e.Name() != ".git" {
			removeEmpty(t, filepath.Join(dir, e.Name()))
			_ = os.Remove(filepath.Join(dir, e.Name())) // fails where something is in it
		}
	}
}

// TestUntracked shows what git has no say in, and nothing else of the work tree.
func TestUntracked(t *testing.T) {
	r := newRepository(t)
	r.write(".gitignore", "gen/\n*.log\n")
	r.write("a.ts", "1")
	r.write("deep/b.ts", "1")
	r.git("add", ".")
	r.git("commit", "-qm", "x")
	r.write("a.ts", "changed")
	r.write("new.ts", "untracked")
	r.write("gen/made.ts", "ignored")
	r.write("other/x.log", "ignored")
	r.write("other/x.ts", "untracked")
	r.write("inner/z.ts", "of another repository")
	r.git("init", "-q", filepath.Join(r.dir, "inner"))
	v := r.view("HEAD")
	var got []string
	for _, line := range listing(t, v, r.dir) {
		if !strings.HasPrefix(line, "inner/.git") {
			got = append(got, line)
		}
	}
	compare(t, got, []string{`.gitignore "gen/\n*.log\n" <nil>`, `a.ts "1" <nil>`, "deep/", `deep/b.ts "1" <nil>`, "gen/", `gen/made.ts "ignored" <nil>`,
		"inner/", `inner/z.ts "of another repository" <nil>`, "other/", `other/x.log "ignored" <nil>`})
	if _, err := v.Open(filepath.Join(r.dir, "new.ts")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an untracked file: %v", err)
	}
	if names, ok := v.Tracked(r.dir); !ok || !slices.Equal(names, []string{".gitignore", "a.ts", "deep/b.ts"}) {
		t.Errorf("tracked: %v, %v", names, ok)
	}
	with := v.WithOthers()
	if data, err := files.Read(with, filepath.Join(r.dir, "new.ts")); err != nil || string(data) != "untracked" {
		t.Errorf("with others: %q, %v", data, err)
	}
	if data, err := files.Read(with, filepath.Join(r.dir, "a.ts")); err != nil || string(data) != "1" {
		t.Errorf("with others: %q, %v", data, err)
	}
	if data, err := files.Read(v, filepath.Join(t.TempDir(), "x")); err == nil {
		t.Errorf("outside: %q", data)
	}
}

// TestLinks follows links of the tree, and those that leave it, as the disk would.
func TestLinks(t *testing.T) {
	r := newRepository(t)
	outside := filepath.Join(t.TempDir(), "out.ts")
	if err := os.WriteFile(outside, []byte("out"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.write("dir/a.ts", "1")
	r.link("link", "dir")
	r.link("dir/up", "../link/a.ts")
	r.link("out", outside)
	r.git("add", ".")
	r.git("commit", "-qm", "x")
	v := r.view("HEAD")
	for name, want := range map[string]string{"link/a.ts": "1", "dir/up": "1", "link/up": "1", "out": "out"} {
		if data, err := files.Read(v, filepath.Join(r.dir, name)); err != nil || string(data) != want {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
	if info, err := v.Lstat(filepath.Join(r.dir, "link")); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link itself: %v, %v", info, err)
	}
}

// TestSHA256 reads a repository whose objects have longer names.
func TestSHA256(t *testing.T) {
	r := &repository{t, t.TempDir()}
	r.git("init", "-q", "--object-format=sha256")
	r.write("a.ts", "1")
	r.git("add", ".")
	r.git("commit", "-qm", "x")
	compare(t, listing(t, r.view("HEAD"), r.dir), []string{`a.ts "1" <nil>`})
}

// TestSparse leaves out what the checkout leaves out.
func TestSparse(t *testing.T) {
	r := newRepository(t)
	r.write("in/a.ts", "1")
	r.write("out/b.ts", "1")
	r.git("add", ".")
	r.git("commit", "-qm", "x")
	r.git("sparse-checkout", "set", "--no-cone", "/in/")
	compare(t, listing(t, r.view("HEAD"), r.dir), []string{"in/", `in/a.ts "1" <nil>`})
}
