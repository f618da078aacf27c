package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/files"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/revision"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// since is a repository and the commit at which a change of it begins.
type since struct {
	repo   *revision.Repo
	commit string
}

// stage lets the repository around the working directory be as its index has it.
func (a *audit) stage(ctx context.Context, o *workspace.Options) error {
	if !a.o.Staged {
		return nil
	}
	root, err := workspace.WorkTree(a.o.Dir, "")
	if err != nil {
		return err
	}
	if root == "" {
		return errors.New("--staged looks at the index of the git repository around the working directory, and there is none; change to a folder of one")
	}
	a.staged = revision.NewView(files.Disk)
	if err := a.staged.AddIndex(ctx, a.repoAt(root)); err != nil {
		return err
	}
	o.Files, o.Settings = a.staged, a.staged.WithOthers()
	a.result.Open = a.opener(a.staged)
	return nil
}

// repoAt is the repository of a work tree, with the name by which people reach it.
func (a *audit) repoAt(root string) *revision.Repo {
	name := root
	if dir, err := filepath.Abs(a.o.Dir); err == nil {
		if rel, err := filepath.Rel(dir, root); err == nil && strings.Count(rel, "..") <= 4 {
			name = filepath.ToSlash(rel)
		}
	}
	return &revision.Repo{Root: root, Name: name}
}

// findSince finds the commits that NewFrom names, before any work is done.
func (a *audit) findSince(ctx context.Context) error {
	for _, spec := range a.o.NewFrom {
		root, rev, err := a.workTree(spec)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(a.since, func(s since) bool { return s.repo.Root == root }) {
			return fmt.Errorf("--new-from %s: another --new-from names a revision of the same repository; give one", spec)
		}
		repo := a.repoAt(root)
		commit, err := repo.MergeBase(ctx, rev)
		if err != nil {
			return fmt.Errorf("--new-from %s: %w", spec, err)
		}
		a.since = append(a.since, since{repo, commit})
	}
	return nil
}

// workTree reads REV or REPO=REV: the root of the work tree, and the revision.
func (a *audit) workTree(spec string) (root, rev string, err error) {
	dir, rev := a.o.Dir, spec
	name, rest, named := strings.Cut(spec, "=")
	if named {
		if r := a.repoNamed(name); r != nil {
			dir, rev = r.Dir, rest
		} else if !strings.ContainsAny(name, "/:^{}~@") {
			return "", "", fmt.Errorf("--new-from %s: the workspace has no repository %q; it has: %s", spec, name, strings.Join(a.repoNames(), ", "))
		}
	}
	if rev == "" || rev[0] == '-' {
		return "", "", fmt.Errorf("--new-from %q names no revision; write REV or REPO=REV, such as origin/main", spec)
	}
	if root, err = workspace.WorkTree(dir, ""); err != nil {
		return "", "", err
	}
	switch {
	case root == "" && dir != a.o.Dir:
		return "", "", fmt.Errorf("--new-from %s: %s is no git repository", spec, name)
	case root == "" || !a.audits(root):
		return "", "", fmt.Errorf("--new-from %s: the working directory is in no git repository of the workspace; write REPO=REV with one of: %s", spec,
			strings.Join(a.repoNames(), ", "))
	}
	return root, rev, nil
}

func (a *audit) repoNamed(name string) *workspace.Repo {
	for _, r := range a.ws.Repos {
		if r.Name == name && r.Dir != "" {
			return r
		}
	}
	return nil
}

func (a *audit) repoNames() []string {
	var out []string
	for _, r := range a.ws.Repos {
		if r.Name != "" && r.Dir != "" {
			out = append(out, r.Name)
		}
	}
	return out
}

// audits reports whether files of a work tree are audited: it holds a repository of the workspace, or lies in one.
func (a *audit) audits(root string) bool {
	return slices.ContainsFunc(a.ws.Files(), func(f *workspace.File) bool {
		rel, err := filepath.Rel(root, f.Abs)
		return err == nil && filepath.IsLocal(rel)
	}) || slices.ContainsFunc(a.ws.Repos, func(r *workspace.Repo) bool { return r.Dir == root })
}

// compare audits the workspace as it was before the change, and marks what was found there as known. Rules, configuration and
// ignore files are those of today in both: the comparison tells of the change of the code alone.
func (a *audit) compare(ctx context.Context) error {
	if len(a.since) == 0 || a.result.Count(diag.New) == 0 {
		return nil
	}
	view := revision.NewView(a.ws.System())
	defer view.Close()
	for _, s := range a.since {
		if err := view.AddCommit(ctx, s.repo, s.commit); err != nil {
			return err
		}
	}
	c := &change{now: a, before: a.beforehand(), view: view}
	if err := c.before.audit(ctx, view, a.ws.Settings()); err != nil {
		return fmt.Errorf("before the change: %w", err)
	}
	c.match()
	if err := c.before.name(ctx); err != nil {
		return err
	}
	c.mark()
	a.result.Changed = c.changed()
	// What could not be read before would look as if the change had brought it.
	return view.Err()
}

// beforehand is an audit with the same rules that tells of findings alone.
func (a *audit) beforehand() *audit {
	o := a.o
	o.NewFrom, o.Staged, o.Trace = nil, false, ""
	o.ShowOK, o.ShowUnknown, o.Skipped, o.Timing, o.Report = false, false, false, false, false
	o.Progress = func(phase string, done, total int) { a.o.Progress("before: "+phase, done, total) }
	b := newAudit(o)
	b.given, b.partial, b.imports = a.rules, a.partial, a.imports
	return b
}

// audit finds what there is in another file system.
func (a *audit) audit(ctx context.Context, system, settings files.System) error {
	open := func(context.Context) error {
		o := a.workspaceOptions()
		o.Files, o.Settings = system, settings
		ws, err := workspace.Open(o)
		a.ws = ws
		return err
	}
	err := a.take(ctx, []step{{"discover", open}, {"rules", a.loadRules}, {"read", a.read}, {"link", a.link}, {"imports", a.layImports}, {"match", a.match}, {"check", a.judge}})
	if err == nil {
		a.collect()
	}
	return err
}

// name gives findings their fingerprints, and marks those that were accepted where they stood.
func (a *audit) name(ctx context.Context) error {
	a.fingerprints()
	return a.suppress(ctx)
}

// change is the two sides of a comparison.
type change struct {
	now, before *audit
	view        *revision.View
	files       map[fileKey]*program.File // of now
	old         map[fileKey]*program.File
	from        map[fileKey]fileKey // where a renamed file was before
	lines       map[fileKey]*touched
}

// filesByKey indexes the files of an audit.
func (a *audit) filesByKey() map[fileKey]*program.File {
	out := map[fileKey]*program.File{}
	for _, f := range a.prog.Files() {
		out[fileKey{f.Value.Repo, f.Value.Path}] = f
	}
	return out
}

// mark marks the findings of now that were there before. Equal statements of one file are told apart by number alone; of those the
// ones that the change touched are the new ones.
func (c *change) mark() {
	had := map[string]int{}
	for _, f := range c.before.result.Findings {
		if f.Status != diag.Suppressed {
			had[c.before.firsts[f.Fingerprint]]++
		}
	}
	equal := map[string][]*diag.Finding{}
	for i := range c.now.result.Findings {
		f := &c.now.result.Findings[i]
		if first := c.now.firsts[f.Fingerprint]; f.Status != diag.Suppressed {
			equal[first] = append(equal[first], f)
		}
	}
	for first, fs := range equal {
		slices.SortStableFunc(fs, func(x, y *diag.Finding) int { return cmp.Compare(c.touch(x), c.touch(y)) })
		for _, f := range fs[:min(had[first], len(fs))] {
			if f.Status == diag.New {
				f.Status = diag.Known
			}
		}
	}
	for i := range c.now.result.Findings {
		if f := &c.now.result.Findings[i]; f.Status == diag.New {
			c.show(f)
		}
	}
}

// touch is 1 for a finding whose place the change touched, else 0.
func (c *change) touch(f *diag.Finding) int {
	if c.touches(f.Location) {
		return 1
	}
	return 0
}

// show puts a finding over several files where the change touched it: there its author can see what brought it. What explains
// others stays where its own change belongs.
func (c *change) show(f *diag.Finding) {
	if f.IsCause || c.touches(f.Location) {
		return
	}
	for i := range f.Related {
		r := f.Related[i]
		if r.Evidence || !c.touches(r.Location) {
			continue
		}
		line := "shown here, because the change touched this place"
		if r.Message != "" {
			line += ": " + r.Message
		}
		f.Related[i] = diag.Related{Location: f.Location, Message: "the finding is about this place"}
		f.Location, f.Message = r.Location, f.Message+"\n"+line
		return
	}
}
