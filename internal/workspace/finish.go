package workspace

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/files"
)

// finish sorts what the walk found and builds the tables for lookups.
func (k *walk) finish() {
	w := k.w
	w.files, w.skipped, w.Problems = k.files, k.skipped, k.indexProblems()
	w.files = inOrder(w.files, func(a, b *File) int { return comparePlaces(a.Repo, a.Path, b.Repo, b.Path) })
	w.skipped = inOrder(w.skipped, func(a, b *Skipped) int { return comparePlaces(a.Repo, a.Path, b.Repo, b.Path) })
	slices.SortFunc(w.Problems, func(a, b Problem) int {
		if c := comparePlaces(a.Repo, a.Path, b.Repo, b.Path); c != 0 {
			return c
		}
		return strings.Compare(a.Message, b.Message)
	})
	k.packages = inOrder(k.packages, func(a, b *Package) int { return comparePlaces(a.Repo, a.Dir, b.Repo, b.Dir) })
	k.indexPackages()
	for _, f := range w.files {
		f.Package = w.PackageOf(f.Repo, f.Path)
		f.Repo.byPath[f.Path] = f
		f.Repo.files = append(f.Repo.files, f)
	}
	for _, row := range w.skipped {
		if row.Repo != nil {
			row.Repo.left[row.Path] = row
		}
	}
	k.unskip()
}

// inOrder sorts, and keeps one of several equal entries: folders named on the command line may nest.
func inOrder[T any](list []T, compare func(a, b T) int) []T {
	slices.SortStableFunc(list, compare)
	return slices.CompactFunc(list, func(a, b T) bool { return compare(a, b) == 0 })
}

// unskip corrects the rows of what was left out by default and read because it was named: its own row goes, the rows of the
// folders above it stand for the rest of their files.
func (k *walk) unskip() {
	for at := range k.started {
		delete(at.repo.left, at.path)
		markPartly(at)
	}
	for at := range k.explicit {
		delete(at.repo.left, at.path)
		markPartly(at)
	}
	k.w.skipped = slices.DeleteFunc(k.w.skipped, func(row *Skipped) bool {
		return row.Repo != nil && row.Repo.left[row.Path] == nil
	})
}

func markPartly(at place) {
	for dir := at.path; dir != ""; {
		dir = parentOf(dir)
		if row := at.repo.left[dir]; row != nil {
			row.Partly = true
		}
	}
}

func (k *walk) indexPackages() {
	k.w.named = map[packageKey][]*Package{}
	for _, p := range k.packages {
		p.Repo.Packages = append(p.Repo.Packages, p)
		p.Repo.packages[p.Dir] = p
		seen := map[packageKey]bool{}
		for _, m := range p.Manifests {
			key := packageKey{m.Kind, comparableName(m.Kind, m.Name)}
			if m.Name != "" && !seen[key] {
				seen[key] = true
				k.w.named[key] = append(k.w.named[key], p)
			}
		}
	}
}

// indexProblems adds the git indexes that could not be read to the other problems: each is one, however many files asked.
func (k *walk) indexProblems() []Problem {
	out := k.problems
	for root, g := range k.git {
		if g == nil || g.tracked.err == nil {
			continue
		}
		p := Problem{Kind: "io", Message: g.tracked.err.Error() + "; files that .gitignore names are left out although they may be tracked"}
		if repo, path, ok := locate(k.s.repos, root); ok {
			p.Repo, p.Path = repo, path
		}
		out = append(out, p)
	}
	return out
}

func comparePlaces(a *Repo, pathA string, b *Repo, pathB string) int {
	if c := strings.Compare(repoName(a), repoName(b)); c != 0 {
		return c
	}
	return strings.Compare(pathA, pathB)
}

func repoName(r *Repo) string {
	if r == nil {
		return ""
	}
	return r.Name
}

func isFile(sys files.System, path string) bool {
	info, err := sys.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
