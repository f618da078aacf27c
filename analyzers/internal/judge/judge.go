package judge

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/analyzers/model"
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

// World is the facts that checks are asked about: those of one package, and what is known besides. It is for one goroutine.
type World struct {
	store *facts.Store
	mine  map[*facts.Fact]*facts.Fact // what stands in the store for a fact of the package
	files map[string]*value.File      // as messages name them, by the name the driver gave
	disk  *Disk
}

// NewWorld makes a world of the facts of a package (mine), those of packages it imports, and the files around it.
func NewWorld(mine, imported []*facts.Fact, disk *Disk) *World {
	w := &World{mine: map[*facts.Fact]*facts.Fact{}, files: map[string]*value.File{}, disk: disk}
	all := w.moved(mine)
	for i, f := range all {
		w.mine[f] = mine[i]
	}
	all = append(append(all, w.moved(imported)...), disk.documented()...)
	w.store = facts.NewStore(all)
	return w
}

// moved are copies of facts whose files are named from the repository's root.
func (w *World) moved(fs []*facts.Fact) []*facts.Fact {
	r := model.Result{Facts: fs}
	return r.Moved(model.Placing{Value: expr.NewPlace, File: func(f *value.File) *value.File {
		if w.files[f.Path] == nil {
			c := *f
			c.Path = w.disk.name(f.Path)
			c.Display, c.Pkg = c.Path, w.disk.pkg()
			w.files[f.Path] = &c
		}
		return w.files[f.Path]
	}})
}

// Finding is a violation.
type Finding struct {
	Check   *Check
	Fact    *facts.Fact // of the package, as it was given
	Message string
	Related []*facts.Fact // of the package
	site    *site
}

// Params are what settings say of a check's params; nil for none.
type Params map[string]*value.Value

// Findings asks a check about the facts of the package.
func (c *Check) Findings(w *World, p Params) []Finding {
	j := &judging{check: c, world: w, params: p}
	var sites []*site
	oks := 0
	for _, f := range w.store.Select(c.each.kind, c.each.roles, c.ID) {
		if f.Head && !c.rollUp {
			continue
		}
		s := j.site(f)
		if s == nil {
			continue
		}
		if s.verdict == ok && !f.Head {
			oks++
		}
		sites = append(sites, s)
	}
	if c.convention && len(p) == 0 && oks < 2 && (oks < 1 || !j.also()) {
		return nil
	}
	if c.rollUp {
		families(sites)
	}
	return j.group(sites)
}

// group makes one finding of the violations of the package that agree in all expressions of one-per.
func (j *judging) group(sites []*site) []Finding {
	var out []Finding
	seen := map[string]int{}
	for _, s := range sites {
		if s.verdict != violation || s.covered || j.world.mine[s.fact] == nil {
			continue
		}
		key := ""
		for _, p := range j.check.onePer {
			key += "\x00" + p.Eval(j.input(s, nil)).Key()
		}
		if i, again := seen[key]; again && key != "" {
			out[i].site.more = append(out[i].site.more, s.fact)
			continue
		}
		seen[key] = len(out)
		out = append(out, Finding{Check: j.check, Fact: j.world.mine[s.fact], site: s})
	}
	for i := range out {
		j.say(&out[i])
	}
	return out
}

func (j *judging) say(f *Finding) {
	f.Message = strings.TrimSpace(j.check.message.Render(j.input(f.site, nil)))
	for _, r := range j.relatedTo(f.site) {
		if mine := j.world.mine[r]; mine != nil && mine != f.Fact {
			f.Related = append(f.Related, mine)
		}
	}
}

// relatedTo are the facts that a finding refers to.
func (j *judging) relatedTo(s *site) []*facts.Fact {
	var vs []*value.Value
	switch {
	case j.check.noRelated:
	case j.check.related != nil:
		vs = j.check.related.Eval(j.input(s, nil)).Elems
	default:
		for _, set := range j.check.against {
			vs = append(vs, j.set(s, set).Sure...)
		}
	}
	var out []*facts.Fact
	for _, v := range vs {
		if f := facts.Of(v); f != nil {
			out = append(out, f)
		} else {
			for _, e := range v.Elems {
				if f := facts.Of(e); f != nil {
					out = append(out, f)
				}
			}
		}
	}
	return slices.Compact(out)
}

// name is a file as messages name it: from the repository's root, with slashes.
func (d *Disk) name(file string) string {
	if len(d.dirs) == 0 {
		return filepath.Base(file)
	}
	rel, err := filepath.Rel(d.dirs[len(d.dirs)-1], file)
	if err != nil || !filepath.IsLocal(rel) {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}

// pkg is the module's folder as seen from the repository's root; empty where it is the same.
func (d *Disk) pkg() string {
	if d.Root == "" {
		return ""
	}
	if p := d.name(d.Root); p != "." {
		return p
	}
	return ""
}
