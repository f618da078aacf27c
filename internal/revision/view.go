package revision

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/bytelyst/connaudit/internal/files"
)

// View is a file system in which some work trees are as a commit or the index has them. It is safe for concurrent use.
type View struct {
	trees []*tree
	under files.System
}

// NewView is a view that shows what lies under it, until something is added.
func NewView(under files.System) *View { return &View{under: under} }

// AddCommit lets a work tree be as a commit has it.
func (v *View) AddCommit(ctx context.Context, r *Repo, commit string) error {
	t, err := r.commitTree(ctx, commit)
	if err != nil {
		return err
	}
	if err := errors.Join(t.dropSparse(ctx), t.untracked(ctx)); err != nil {
		return err
	}
	v.mount(ctx, t, 0)
	return nil
}

// AddIndex lets a work tree be as the index has it.
func (v *View) AddIndex(ctx context.Context, r *Repo) error {
	t, err := r.indexTree(ctx)
	if err != nil {
		return err
	}
	if err := t.untracked(ctx); err != nil {
		return err
	}
	v.mount(ctx, t, 0)
	return nil
}

// WithOthers is v in which all that a tree does not have is as on disk: untracked files show.
func (v *View) WithOthers() *View {
	out := &View{under: v.under}
	for _, t := range v.trees {
		with := *t
		with.others = true
		out.trees = append(out.trees, &with)
	}
	return out
}

// Err returns what kept contents from being read: whoever needs all of a view asks when done.
func (v *View) Err() error {
	for _, t := range v.trees {
		if err := t.blobs.failed(); err != nil {
			return err
		}
	}
	return nil
}

// Close ends what reads objects. Files cannot be opened any more.
func (v *View) Close() {
	for _, t := range v.trees {
		t.blobs.close()
	}
}

// maxModules bounds submodules in submodules.
const maxModules = 8

// mount adds a tree, and the submodules in it.
func (v *View) mount(ctx context.Context, t *tree, depth int) {
	t.blobs = &blobs{ctx: ctx, repo: t.repo}
	v.trees = append(v.trees, t)
	for name, commit := range t.modules {
		sub := &Repo{Root: filepath.Join(t.repo.Root, filepath.FromSlash(name)), Name: path.Join(t.repo.Name, name)}
		if _, err := os.Lstat(filepath.Join(sub.Root, ".git")); err != nil {
			continue // not checked out: an empty folder
		}
		inner, err := sub.commitTree(ctx, commit)
		if err == nil {
			err = inner.untracked(ctx)
		}
		if err != nil || depth == maxModules {
			t.fromDisk(name)
			continue
		}
		v.mount(ctx, inner, depth+1)
	}
}

// at finds the tree that a name lies in, the innermost where they nest, and its path there.
func (v *View) at(name string) (t *tree, rel string) {
	longest := -1
	for _, in := range v.trees {
		for _, root := range in.roots {
			if len(root) > longest && inside(root, name) {
				t, longest = in, len(root)
				rel = strings.TrimPrefix(filepath.ToSlash(name[len(root):]), "/")
			}
		}
	}
	return t, rel
}

// find tells what a name is: an entry of a tree, or else something that the file system below answers for. Both are false
// where nothing is there.
func (v *View) find(name string) (t *tree, e *entry, below bool) {
	t, rel := v.at(name)
	if t == nil {
		return nil, nil, true
	}
	if e := t.entries[rel]; e != nil {
		return t, e, false
	}
	if t.others || t.onDisk(rel) {
		return t, nil, true
	}
	if len(t.beside[rel]) > 0 {
		return t, &entry{mode: fs.ModeDir | 0o755}, false
	}
	return t, nil, false
}

func missing(op, name string) error { return &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist} }

// Open implements files.System.
func (v *View) Open(name string) (io.ReadCloser, error) {
	actual, err := v.follow("open", name)
	if err != nil {
		return nil, err
	}
	t, e, below := v.find(actual)
	switch {
	case below:
		return v.under.Open(actual)
	case e == nil:
		return nil, missing("open", name)
	case e.mode.IsDir():
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("is a directory")}
	}
	data, err := t.blobs.read(e.hash)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

// ReadDir implements files.System.
func (v *View) ReadDir(name string) ([]fs.DirEntry, error) {
	t, rel := v.at(name)
	if t == nil {
		return v.under.ReadDir(name)
	}
	e := t.entries[rel]
	var out []fs.DirEntry
	have := map[string]bool{}
	if e != nil {
		if !e.mode.IsDir() {
			return nil, &fs.PathError{Op: "readdir", Path: name, Err: errors.New("not a directory")}
		}
		for _, n := range e.names {
			have[n] = true
			out = append(out, fs.FileInfoToDirEntry(t.info(join(rel, n))))
		}
	}
	if t.others || rel != "" && t.onDisk(rel) {
		entries, err := v.under.ReadDir(name)
		if err != nil && e == nil {
			return nil, err
		}
		for _, d := range entries {
			if !have[d.Name()] {
				out = append(out, d)
			}
		}
		return out, nil
	}
	if e == nil && len(t.beside[rel]) == 0 {
		return nil, missing("open", name)
	}
	for _, n := range t.beside[rel] {
		if info, err := v.Lstat(filepath.Join(name, n)); err == nil && !have[n] {
			have[n] = true
			out = append(out, fs.FileInfoToDirEntry(info))
		}
	}
	return out, nil
}

// Stat implements files.System.
func (v *View) Stat(name string) (fs.FileInfo, error) {
	actual, err := v.follow("stat", name)
	if err != nil {
		return nil, err
	}
	return v.lstat("stat", actual)
}

// Lstat implements files.System.
func (v *View) Lstat(name string) (fs.FileInfo, error) { return v.lstat("lstat", name) }

func (v *View) lstat(op, name string) (fs.FileInfo, error) {
	t, e, below := v.find(name)
	switch {
	case below:
		return v.under.Lstat(name)
	case e == nil:
		return nil, missing(op, name)
	}
	return &info{name: filepath.Base(name), entry: e, tree: t}, nil
}

// EvalSymlinks implements files.System.
func (v *View) EvalSymlinks(name string) (string, error) {
	actual, err := v.follow("lstat", name)
	if err != nil {
		return "", err
	}
	if _, err := v.lstat("lstat", actual); err != nil {
		return "", err
	}
	if t, rel := v.at(actual); t != nil {
		return filepath.Join(t.roots[len(t.roots)-1], filepath.FromSlash(rel)), nil
	}
	return v.under.EvalSymlinks(actual)
}

// maxLinks bounds links that lead to one another.
const maxLinks = 40

var errLinks = errors.New("too many links")

// follow returns the name to which links of trees lead; below them the file system there follows its own.
func (v *View) follow(op, name string) (string, error) {
	for range maxLinks {
		t, rel := v.at(name)
		if t == nil || t.entries[rel] != nil && t.entries[rel].mode.Type() != fs.ModeSymlink {
			return name, nil
		}
		root := strings.TrimSuffix(name[:len(name)-len(filepath.FromSlash(rel))], string(filepath.Separator))
		link := t.link(rel)
		if link == "" {
			return name, nil
		}
		to, err := t.blobs.read(t.entries[link].hash)
		if err != nil {
			return "", &fs.PathError{Op: op, Path: name, Err: err}
		}
		target := filepath.FromSlash(string(to))
		if !filepath.IsAbs(target) {
			target = filepath.Join(root, filepath.FromSlash(parent(link)), target)
		}
		name = filepath.Join(target, filepath.FromSlash(strings.TrimPrefix(rel, link)))
	}
	return "", &fs.PathError{Op: op, Path: name, Err: errLinks}
}

// link is the outermost part of a path that is a link of the tree; "" for none.
func (t *tree) link(rel string) string {
	for i := 0; i <= len(rel); i++ {
		if i < len(rel) && rel[i] != '/' {
			continue
		}
		if e := t.entries[rel[:i]]; e != nil && e.mode.Type() == fs.ModeSymlink {
			return rel[:i]
		}
	}
	return ""
}

// Tracked implements files.System.
func (v *View) Tracked(root string) (names []string, ok bool) {
	for _, t := range v.trees {
		if slices.Contains(t.roots, root) {
			return t.files, true
		}
	}
	return v.under.Tracked(root)
}

// Has reports whether a file is one of a tree, and not one that only shows beside it.
func (v *View) Has(name string) bool {
	_, e, _ := v.find(name)
	return e != nil
}

// Object returns what git calls the contents of a file of a tree. ok is unset for one that is as it is on disk.
func (v *View) Object(name string) (hash string, ok bool) {
	actual, err := v.follow("open", name)
	if err != nil {
		return "", true // whoever reads it hears why
	}
	switch _, e, below := v.find(actual); {
	case below:
		return "", actual != name
	case e == nil:
		return "", true
	default:
		return e.hash, true
	}
}

// Within reports whether a file lies in one of the work trees.
func (v *View) Within(name string) bool {
	t, _ := v.at(name)
	return t != nil
}

// join adds a name to a slash path; "" is the root.
func join(dir, name string) string {
	if dir == "" {
		return name
	}
	return dir + "/" + name
}

// info describes an entry of a tree. Git keeps no times.
type info struct {
	name string
	*entry
	tree *tree
}

func (t *tree) info(rel string) *info {
	return &info{name: path.Base(rel), entry: t.entries[rel], tree: t}
}

func (i *info) Name() string       { return i.name }
func (i *info) Mode() fs.FileMode  { return i.mode }
func (i *info) ModTime() time.Time { return time.Time{} }
func (i *info) IsDir() bool        { return i.mode.IsDir() }
func (i *info) Sys() any           { return nil }

// Size reads the contents: trees do not state it.
func (i *info) Size() int64 {
	if i.mode.IsDir() {
		return 0
	}
	data, err := i.tree.blobs.read(i.hash)
	if err != nil {
		return 0 // whoever opens it hears why
	}
	return int64(len(data))
}
