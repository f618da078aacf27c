package engine

import (
	"context"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// Survey runs one audit and returns what it learned beside what it found. Errors are as those of Check.
func Survey(ctx context.Context, o Options) (*diag.Survey, error) {
	a, err := judged(ctx, o)
	if err != nil {
		return nil, err
	}
	s := &diag.Survey{Result: a.result, Origin: a.origin}
	s.Facts = a.factList()
	s.Facts.Tables = a.factTables()
	for _, r := range a.ws.Repos {
		s.Repos = append(s.Repos, diag.Repo{Name: r.Name, Dir: r.Dir})
	}
	for _, f := range a.prog.Files() {
		v := f.Value
		s.Files = append(s.Files, diag.SourceFile{Repo: v.Repo, Path: v.Path, Pkg: v.Pkg, File: v.Display, Abs: f.Source.Abs})
	}
	for _, left := range a.ws.Skipped() {
		if left.Kind == kindTests && left.Repo != nil && left.Repo.Dir != "" {
			s.Tests = append(s.Tests, a.tests(left)...)
		}
	}
	return s, nil
}

// kindTests is what the defaults call tests that are left out.
const kindTests = "tests"

// maxTests bounds the files that are listed of one folder of tests.
const maxTests = 2000

// tests lists the files that a skipped one stands for. What cannot be listed has nothing to say: tests are an extra.
func (a *audit) tests(left *workspace.Skipped) []diag.SourceFile {
	repo := left.Repo
	root := filepath.Join(repo.Dir, filepath.FromSlash(left.Path))
	if !left.Dir {
		return []diag.SourceFile{a.testFile(repo, left.Path)}
	}
	var out []diag.SourceFile
	_ = filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil || len(out) >= maxTests || e.IsDir() && e.Name() == "node_modules":
			return fs.SkipDir
		case e.Type().IsRegular():
			if rel, err := filepath.Rel(repo.Dir, name); err == nil {
				out = append(out, a.testFile(repo, filepath.ToSlash(rel)))
			}
		}
		return nil
	})
	return out
}

func (a *audit) testFile(repo *workspace.Repo, path string) diag.SourceFile {
	f := diag.SourceFile{Repo: repo.Name, Path: path, File: a.ws.Display(repo, path), Abs: filepath.Join(repo.Dir, filepath.FromSlash(path))}
	for _, p := range repo.Packages {
		if strings.HasPrefix(path, p.Dir+"/") && len(p.Dir) > len(f.Pkg) {
			f.Pkg = p.Dir
		}
	}
	return f
}
