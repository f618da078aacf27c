package modules

import (
	"fmt"
	"slices"
	"strings"
)

// mapped resolves a name by `paths` and `baseUrl`. matched is set when the answer holds: a file, or a package that `paths` names.
// Without it the Reason says which pattern led nowhere; it is empty when none applied.
func (r *Resolver) mapped(from place, spec string) (answer Result, matched bool) {
	for _, c := range r.configsFor(from) {
		if star, targets := c.match(spec); targets != nil {
			found, ok := r.throughPaths(c, from, spec, star, targets)
			if ok {
				return found, true
			}
			answer = found
			continue
		}
		base, ok := r.folderOption(c, "baseUrl")
		if !ok {
			continue
		}
		if at, ok := r.join(base, spec); ok {
			p := probe{r: r}
			p.module(at)
			if p.script != nil || p.declaration != nil {
				return p.result(""), true
			}
		}
	}
	return answer, false
}

// throughPaths tries the targets of one entry of `paths`, in order. Whether a target in node_modules exists is not known, so these
// count only when no other does.
func (r *Resolver) throughPaths(c *tsconfig, from place, spec, star string, targets []string) (Result, bool) {
	p := probe{r: r}
	var tried, installed []string
	for _, target := range targets {
		target = strings.Replace(target, "*", star, 1)
		if _, name, ok := cutLast(target, "node_modules/"); ok {
			installed = append(installed, strings.TrimPrefix(name, "@types/"))
			continue
		}
		rel, base := c.expand(target, r.pathsBase(c))
		at, ok := r.join(base, rel)
		if !ok {
			tried = append(tried, target)
			continue
		}
		tried = append(tried, at.String())
		if p.mappedTo(at) {
			break
		}
	}
	if p.met() || p.left != nil {
		answer := p.result("")
		return answer, answer.Reason == ""
	}
	for _, name := range installed {
		if answer := r.bare(from, name, ""); answer.Reason == "" {
			return answer, true
		}
	}
	if star == spec || len(tried) == 0 {
		return Result{}, false // the pattern is "*": it says nothing about this name
	}
	return unresolved(fmt.Sprintf("paths of %s map %s to %s, where no script is", c.at, spec, strings.Join(tried, ", "))), false
}

// mappedTo tries a target of paths. It may be a build's output, as a package's entry may; but by the names of folders alone
// only where that is excluded, since a target that does not exist may be meant otherwise.
func (p *probe) mappedTo(at place) bool {
	pkg := p.r.npmPackage(at)
	if pkg == nil {
		return p.module(at)
	}
	return p.configured(pkg, at) || p.left != nil && p.anyWritten(usualSources(pkg, at))
}

// pathsBase is the folder that targets of `paths` are relative to.
func (r *Resolver) pathsBase(c *tsconfig) place {
	if base, ok := r.folderOption(c, "baseUrl"); ok {
		return base
	}
	return c.options["paths"].from
}

// match finds the entry of `paths` for a name: an exact one, else the one with the longest text before its star. star is what
// the star stands for.
func (c *tsconfig) match(spec string) (star string, targets []string) {
	paths, _ := c.options["paths"].value.(map[string]any)
	key, star, ok := matchPattern(paths, spec)
	if !ok {
		return "", nil
	}
	return star, object(paths).texts(key)
}

// matchPattern finds the key for a name among keys that may hold one star.
func matchPattern(m map[string]any, spec string) (key, star string, ok bool) {
	if _, exact := m[spec]; exact && !strings.Contains(spec, "*") {
		return spec, "", true
	}
	longest := -1
	for _, k := range sortedKeys(m) {
		before, after, found := strings.Cut(k, "*")
		if !found || len(before) <= longest || len(spec) < len(before)+len(after) ||
			!strings.HasPrefix(spec, before) || !strings.HasSuffix(spec, after) {
			continue
		}
		longest, key, star = len(before), k, spec[len(before):len(spec)-len(after)]
	}
	return key, star, longest >= 0
}

func sortedKeys(m map[string]any) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}
