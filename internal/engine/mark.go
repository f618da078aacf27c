package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/baseline"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/files"
)

// mark names the findings, and says of each whether it is news: it may be accepted by somebody where it stands, be in the
// baseline, or have been there before the change that is looked at. PATHs do not matter yet: which comment suppresses nothing,
// and which entry of the baseline is gone, does not depend on what is shown.
func (a *audit) mark(ctx context.Context) error {
	a.collect()
	a.fingerprints()
	if err := a.suppress(ctx); err != nil {
		return err
	}
	if err := a.accept(); err != nil {
		return err
	}
	return a.compare(ctx)
}

// BaselineFile is where the baseline of an audit stands: as the options or the configuration say, or in the workspace's folder.
// named says that the options name it.
func (a *audit) baselineFile() (file string, named bool, err error) {
	switch {
	case a.o.Baseline != "":
		file, err = filepath.Abs(filepath.Join(a.o.Dir, a.o.Baseline))
		if filepath.IsAbs(a.o.Baseline) {
			file = filepath.Clean(a.o.Baseline)
		}
		return file, true, err
	case a.ws.Config.Baseline != "":
		return a.ws.Config.Baseline, false, nil
	}
	return filepath.Join(a.ws.Root, baseline.AcceptedName), false, nil
}

// accept marks what the baseline has.
func (a *audit) accept() error {
	file, named, err := a.baselineFile()
	if err != nil {
		return err
	}
	a.result.BaselineFile = file
	// Some rules on some files have nothing to do with what a whole workspace has accepted.
	if a.o.NoBaseline || a.onlyRules() && !named {
		return nil
	}
	data, err := files.Read(a.ws.Settings(), file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && named:
		return fmt.Errorf("there is no baseline %s; `connaudit baseline write --baseline %s` makes one", a.o.Baseline, a.o.Baseline)
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("the baseline cannot be read: %w", err)
	}
	accepted, err := baseline.ParseAccepted(a.ws.Shown(file), data)
	if err != nil {
		return err
	}
	if err := a.knowsRepos(a.ws.Shown(file), accepted); err != nil {
		return err
	}
	a.result.Baseline = &diag.Baseline{File: a.ws.Shown(file)}
	for _, gone := range accepted.Mark(a.result) {
		if a.partial || a.onlyRules() {
			break // what did not run has found nothing
		}
		a.result.Baseline.Gone = append(a.result.Baseline.Gone, diag.Gone{Fingerprint: gone.Fingerprint, RuleID: gone.Rule, Repo: gone.Repo,
			Path: gone.Path, Message: gone.Message})
	}
	return nil
}

// knowsRepos reports a baseline that has nothing to do with the repositories of the workspace. Their names are part of fingerprints, and
// where nobody states one it is the folder's, which another checkout need not have: all that is accepted would be new, and look gone.
func (a *audit) knowsRepos(file string, accepted *baseline.Accepted) error {
	have := map[string]bool{}
	for _, r := range a.ws.Repos {
		have[r.Name] = true
	}
	var names []string
	for _, rec := range accepted.Records {
		switch {
		case have[rec.Repo]:
			return nil
		case rec.Repo != "" && !slices.Contains(names, rec.Repo):
			names = append(names, rec.Repo)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return fmt.Errorf("%s accepts findings of %s, and no repository of the workspace is called so (%s); a repository has its folder's name unless "+
		"connaudit.yaml states one, such as `repos: [{path: ., name: %s}]`; if the baseline is out of date, `connaudit baseline write` writes it anew",
		file, strings.Join(names, ", "), strings.Join(slices.Sorted(maps.Keys(have)), ", "), names[0])
}

// opener opens files by the names of locations.
func (a *audit) opener(system files.System) func(string) (io.ReadCloser, error) {
	return func(name string) (io.ReadCloser, error) {
		if !filepath.IsAbs(name) {
			dir, err := filepath.Abs(a.o.Dir)
			if err != nil {
				return nil, err
			}
			name = filepath.Join(dir, filepath.FromSlash(name))
		}
		return system.Open(name)
	}
}
