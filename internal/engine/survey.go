package engine

import (
	"context"
	"maps"
	"slices"

	"github.com/bytelyst/connaudit/internal/diag"
)

// Survey runs one audit and returns what it learned beside what it found. Errors are as those of Check.
func Survey(ctx context.Context, o Options) (*diag.Survey, error) {
	a, err := judged(ctx, o)
	if err != nil {
		return nil, err
	}
	s := &diag.Survey{Result: a.result}
	s.Facts = &diag.FactList{Facts: a.facts(), Kinds: slices.Sorted(maps.Keys(a.kinds())), Repos: len(a.ws.Repos), Errors: a.result.Errors}
	for _, r := range a.ws.Repos {
		s.Repos = append(s.Repos, diag.Repo{Name: r.Name, Dir: r.Dir})
	}
	for _, f := range a.prog.Files() {
		v := f.Value
		s.Files = append(s.Files, diag.SourceFile{Repo: v.Repo, Path: v.Path, Pkg: v.Pkg, File: v.Display, Abs: f.Source.Abs})
	}
	return s, nil
}
