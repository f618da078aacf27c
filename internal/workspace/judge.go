package workspace

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// stated is what the configuration says about a path.
type stated int

const (
	statedNothing stated = iota
	statedExclude
	statedInclude
)

// configured asks `exclude:` and `include:`: the nearest file that matches decides, and in it exclude. The number is that file's.
func (k *walk) configured(f *folder, name string) (stated, Glob, int) {
	for i := range k.layers {
		l := &k.layers[i]
		path := f.prefixes[i] + name
		if g, ok := anyMatch(l.exclude, path); ok {
			return statedExclude, g, i
		}
		if g, ok := anyMatch(l.include, path); ok {
			return statedInclude, g, i
		}
	}
	return statedNothing, Glob{}, len(k.layers)
}

func anyMatch(globs []Glob, path string) (Glob, bool) {
	for _, g := range globs {
		if doublestar.MatchUnvalidated(g.Pattern, path) {
			return g, true
		}
	}
	return Glob{}, false
}

// namedByInclude reports whether an include pattern of the nearest few layers has a segment for a folder of this name.
func (k *walk) namedByInclude(name string, layers int) bool {
	for _, segments := range k.named[:layers] {
		for _, segment := range segments {
			if doublestar.MatchUnvalidated(segment, name) {
				return true
			}
		}
	}
	return false
}

// includeNames gives the segments of the patterns that name something: stars alone do not, and braces around a slash, which
// leave no whole segment, do not either.
func includeNames(globs []Glob) []string {
	var out []string
	for _, g := range globs {
		for segment := range strings.SplitSeq(g.Pattern, "/") {
			if strings.Trim(segment, "*") != "" && doublestar.ValidatePattern(segment) {
				out = append(out, segment)
			}
		}
	}
	return out
}

// prefixes gives the folder's path from each layer's.
func (k *walk) prefixes(abs string) []string {
	out := make([]string, len(k.layers))
	for i := range k.layers {
		rel, err := filepath.Rel(k.layers[i].dir, abs)
		if err != nil {
			rel = abs // on another drive: no relative pattern matches
		}
		if rel != "." {
			out[i] = filepath.ToSlash(rel) + "/"
		}
	}
	return out
}

func configRow(f *folder, path string, dir bool, g Glob) *Skipped {
	return &Skipped{Repo: f.repo, Path: path, Dir: dir, Kind: KindConfig, Reason: "is excluded by the configuration", Rule: g.Pattern,
		Source: fmt.Sprintf("%s:%d", filepath.Base(g.Pos.File), g.Pos.Line)}
}

func defaultRow(f *folder, path string, dir bool, d *Default, rule string) *Skipped {
	return &Skipped{Repo: f.repo, Path: path, Dir: dir, Kind: d.Kind, Reason: d.Reason, Rule: rule, Source: "defaults"}
}

func ignoreRow(f *folder, path string, dir bool, kind string, p *ignorePattern, c *ignoreChain) *Skipped {
	return &Skipped{Repo: f.repo, Path: path, Dir: dir, Kind: kind, Reason: "is named by an ignore file", Rule: p.text,
		Source: c.source(p, strings.TrimSuffix(filepath.ToSlash(f.repo.Dir), "/"))}
}

// judgeFolder says why a folder is left out (nil when it is not, or when the row of a folder above stands for it), and which
// files below it are read all the same (nil for none).
func (k *walk) judgeFolder(f *folder, name, slash, path string) (*Skipped, *hidden) {
	said, glob, layer := k.configured(f, name)
	if said != statedExclude {
		layer = len(k.layers)
	}
	// What one file excludes only a nearer one brings back.
	var entered *hidden
	if k.namedByInclude(name, layer) {
		entered = &hidden{included: true}
	}
	if said == statedExclude {
		return configRow(f, path, true, glob), entered
	}
	if d := builtinDefaults.folder(name); d != nil && !(k.tests && d.Kind == kindTests) {
		return defaultRow(f, path, true, d, name), entered
	}
	if p, c := f.own.match(slash, true); p != nil && !p.negated {
		return ignoreRow(f, path, true, KindOwnIgnored, p, c), entered
	}
	if f.hidden != nil {
		hide := &hidden{included: f.hidden.included, tracked: f.hidden.tracked && k.tracks(f, slash, true)}
		if !hide.included && !hide.tracked {
			return nil, nil
		}
		return nil, hide
	}
	if p, c := f.ignored.match(slash, true); p != nil && !p.negated {
		hide := &hidden{included: entered != nil, tracked: k.tracks(f, slash, true)}
		if !hide.included && !hide.tracked {
			hide = nil
		}
		return ignoreRow(f, path, true, KindIgnored, p, c), hide
	}
	return nil, nil
}

// judgeFile says why a file is left out: by a row, or covered by the row of a folder above it. A file that is read for an
// include pattern is included.
func (k *walk) judgeFile(f *folder, name, path string) (row *Skipped, included, covered bool) {
	said, glob, _ := k.configured(f, name)
	switch said {
	case statedExclude:
		return configRow(f, path, false, glob), false, f.hidden != nil
	case statedInclude:
		return nil, true, false
	}
	slash := f.slash + "/" + name
	if f.hidden != nil && !(f.hidden.tracked && k.tracks(f, slash, false)) {
		return nil, false, true
	}
	if p, c := f.own.match(slash, false); p != nil && !p.negated {
		return ignoreRow(f, path, false, KindOwnIgnored, p, c), false, false
	}
	if f.hidden == nil {
		if p, c := f.ignored.match(slash, false); p != nil && !p.negated && !k.tracks(f, slash, false) {
			return ignoreRow(f, path, false, KindIgnored, p, c), false, false
		}
	}
	if d, rule := builtinDefaults.file(name, k.tests); d != nil {
		return defaultRow(f, path, false, d, rule), false, false
	}
	return nil, false, false
}

// tracks asks the index of the folder's git repository.
func (k *walk) tracks(f *folder, slash string, dir bool) bool {
	if f.git == nil {
		return false
	}
	name := strings.TrimPrefix(slash, f.git.root+"/")
	if dir {
		return f.git.tracked.under(name)
	}
	return f.git.tracked.file(name)
}
