package revision

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// entry is a path of a tree.
type entry struct {
	mode  fs.FileMode // type and permissions
	hash  string      // of a file's or link's contents; empty for folders
	names []string    // of a folder: what it holds, sorted
}

// tree is the paths of a commit or an index, and what of the work tree shows beside them.
type tree struct {
	repo    *Repo
	roots   []string // the work tree's folder as it is spelled, and with links resolved
	entries map[string]*entry
	files   []string          // all but folders and submodules, sorted
	modules map[string]string // commit of a submodule by its path

	disk   map[string]bool     // paths that are as they are on disk, with all below them
	beside map[string][]string // names of such paths by the folder they are in
	others bool                // paths that the tree does not have are as on disk

	blobs *blobs
}

// modes of git, which has no others.
const (
	gitLink      = "120000"
	gitSubmodule = "160000"
	gitExec      = "100755"
)

// commitTree lists the tree of a commit.
func (r *Repo) commitTree(ctx context.Context, commit string) (*tree, error) {
	out, err := r.run(ctx, "ls-tree", "-r", "-z", "--full-tree", commit)
	if err != nil {
		return nil, fmt.Errorf("%w; the tree of %.12s cannot be read: in a partial clone, '%s fetch --refetch --no-filter' gets what is missing", err, commit, r.git())
	}
	t := newTree(r)
	for line := range fields(out) {
		// MODE TYPE HASH<tab>PATH
		head, name, ok := strings.Cut(line, "\t")
		part := strings.Fields(head)
		if !ok || len(part) != 3 {
			return nil, errOutput(r, "ls-tree")
		}
		t.add(name, part[0], part[2])
	}
	t.sort()
	return t, nil
}

// indexTree lists the index.
func (r *Repo) indexTree(ctx context.Context) (*tree, error) {
	c := Command(ctx, r.Root, "ls-files", "-s", "-z", "--full-name")
	if v := r.indexVariable(ctx); v != "" {
		c.Env = append(c.Env, v)
	}
	out, err := output(c, r.label())
	if err != nil {
		return nil, err
	}
	t := newTree(r)
	for line := range fields(out) {
		// MODE HASH STAGE<tab>PATH
		head, name, ok := strings.Cut(line, "\t")
		part := strings.Fields(head)
		if !ok || len(part) != 3 {
			return nil, errOutput(r, "ls-files")
		}
		if part[2] != "0" {
			return nil, fmt.Errorf("%q in %s is in conflict, so that the index holds several versions of it; resolve it and run '%s add' first", name, r.label(), r.git())
		}
		t.add(name, part[0], part[1])
	}
	t.sort()
	return t, nil
}

func errOutput(r *Repo, command string) error {
	return fmt.Errorf("git in %s: %s printed what is not understood", r.label(), command)
}

// fields splits what git separates by NUL.
func fields(out []byte) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for part := range bytes.SplitSeq(out, []byte{0}) {
			if len(part) > 0 && !yield(string(part)) {
				return
			}
		}
	}
}

func newTree(r *Repo) *tree {
	t := &tree{repo: r, roots: []string{r.Root}, entries: map[string]*entry{"": {mode: fs.ModeDir | 0o755}}, modules: map[string]string{},
		disk: map[string]bool{}, beside: map[string][]string{}}
	if actual := resolved(r.Root); actual != r.Root {
		t.roots = append(t.roots, actual)
	}
	return t
}

func (t *tree) add(name, mode, hash string) {
	if !fs.ValidPath(name) || name == "." {
		return // git itself refuses to make such a path
	}
	e := &entry{mode: 0o644, hash: hash}
	switch mode {
	case gitSubmodule:
		t.modules[name] = hash
		e = &entry{mode: fs.ModeDir | 0o755}
	case gitLink:
		e.mode = fs.ModeSymlink | 0o777
	case gitExec:
		e.mode = 0o755
	}
	if mode != gitSubmodule {
		t.files = append(t.files, name)
	}
	t.entries[name] = e
	for {
		dir := parent(name)
		above, known := t.entries[dir]
		if !known {
			above = &entry{mode: fs.ModeDir | 0o755}
			t.entries[dir] = above
		}
		above.names = append(above.names, path.Base(name))
		if known {
			return
		}
		name = dir
	}
}

func (t *tree) sort() { slices.Sort(t.files) }

// parent is the folder of a slash path; "" for what lies in the root.
func parent(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i]
	}
	return ""
}

// fromDisk lets a path be as it is on disk.
func (t *tree) fromDisk(name string) {
	if t.disk[name] {
		return
	}
	t.disk[name] = true
	for {
		dir := parent(name)
		t.beside[dir] = append(t.beside[dir], path.Base(name))
		if dir == "" || t.entries[dir] != nil || slices.Contains(t.beside[parent(dir)], path.Base(dir)) {
			return
		}
		name = dir // a folder that is there for what it holds
	}
}

// onDisk reports whether a path is as on disk.
func (t *tree) onDisk(name string) bool {
	for ; name != ""; name = parent(name) {
		if t.disk[name] {
			return true
		}
	}
	return false
}

// untracked notes what git has no say in: ignored files, and repositories inside.
func (t *tree) untracked(ctx context.Context) error {
	t.fromDisk(".git")
	ignored, err := t.repo.run(ctx, "ls-files", "-o", "-i", "--exclude-standard", "--directory", "-z", "--full-name")
	if err != nil {
		return err
	}
	for name := range fields(ignored) {
		t.fromDisk(strings.TrimSuffix(name, "/"))
	}
	others, err := t.repo.run(ctx, "ls-files", "-o", "--exclude-standard", "-z", "--full-name")
	if err != nil {
		return err
	}
	for name := range fields(others) {
		if dir, ok := strings.CutSuffix(name, "/"); ok {
			t.fromDisk(dir)
		}
	}
	return nil
}

// dropSparse takes out what a sparse checkout leaves out of the work tree: it is no more part of the view than of the disk.
func (t *tree) dropSparse(ctx context.Context) error {
	out, err := t.repo.run(ctx, "ls-files", "-t", "-z", "--full-name")
	if err != nil {
		return err
	}
	for line := range fields(out) {
		if name, ok := strings.CutPrefix(line, "S "); ok {
			t.drop(name)
		}
	}
	t.files = slices.DeleteFunc(t.files, func(n string) bool { return t.entries[n] == nil })
	return nil
}

func (t *tree) drop(name string) {
	if e := t.entries[name]; e == nil || e.mode.IsDir() {
		return
	}
	if _, err := os.Lstat(filepath.Join(t.repo.Root, filepath.FromSlash(name))); !errors.Is(err, fs.ErrNotExist) {
		return
	}
	for {
		delete(t.entries, name)
		above := t.entries[parent(name)]
		above.names = slices.DeleteFunc(above.names, func(n string) bool { return n == path.Base(name) })
		if name = parent(name); name == "" || len(above.names) > 0 {
			break
		}
	}
}
