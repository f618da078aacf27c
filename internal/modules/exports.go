package modules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// conditions are the keys of conditional exports, best first: what leads to source, then to types (which lie where the source's
// build does), then to code.
var conditions = []string{"source", "development", "types", "import", "require", "default"}

// maxConditions bounds how deep conditions nest and how many targets one subpath may have.
const maxConditions = 32

// exported gives the targets of a subpath ("./" is the package itself, "./sub" a path in it) by the field `exports`, best
// first; or the reason why there are none.
func exported(exports any, subpath string) (targets []string, reason string) {
	if subpath == "./" {
		subpath = "."
	}
	table, _ := exports.(map[string]any)
	if !hasSubpaths(table) {
		if subpath != "." {
			return nil, fmt.Sprintf("exports only itself, not %s", subpath)
		}
		targets = leaves(nil, exports, "", 0)
	} else {
		key, star, ok := matchPattern(table, subpath)
		if !ok {
			key, star, ok = matchFolder(table, subpath)
		}
		if !ok {
			return nil, fmt.Sprintf("does not export %s", subpath)
		}
		targets = leaves(nil, table[key], star, 0)
	}
	if len(targets) == 0 {
		return nil, fmt.Sprintf("exports nothing for %s", subpath)
	}
	return targets, ""
}

// hasSubpaths reports whether an object of `exports` maps subpaths; else its keys are conditions.
func hasSubpaths(table map[string]any) bool {
	for key := range table {
		if strings.HasPrefix(key, ".") {
			return true
		}
	}
	return false
}

// matchFolder matches a key that ends in a slash, the form before stars.
func matchFolder(table map[string]any, subpath string) (key, star string, ok bool) {
	for _, k := range sortedKeys(table) {
		if strings.HasSuffix(k, "/") && strings.HasPrefix(subpath, k) && len(k) > len(key) {
			key = k
		}
	}
	return key, subpath[len(key):], key != ""
}

// leaves collects the paths of a target: a path, a list of targets, or an object of conditions.
func leaves(out []string, target any, star string, depth int) []string {
	if depth > maxConditions || len(out) > maxConditions {
		return out
	}
	switch t := target.(type) {
	case string:
		if strings.HasSuffix(t, "/") {
			t += star
		}
		return append(out, strings.ReplaceAll(t, "*", star))
	case []any:
		for _, item := range t {
			out = leaves(out, item, star, depth+1)
		}
	case map[string]any:
		for _, key := range byPreference(t) {
			out = leaves(out, t[key], star, depth+1)
		}
	}
	return out
}

// byPreference lists the keys of an object of conditions, those not listed above last.
func byPreference(t map[string]any) []string {
	keys := sortedKeys(t)
	rank := func(key string) int {
		if i := slices.Index(conditions, key); i >= 0 {
			return i
		}
		return len(conditions)
	}
	slices.SortStableFunc(keys, func(a, b string) int { return rank(a) - rank(b) })
	return keys
}

// private resolves a name of the field `imports` of the nearest package.json. missed is why `paths` did not resolve it.
func (r *Resolver) private(from place, spec, missed string) Result {
	pkg := r.npmPackage(from)
	if pkg == nil {
		return unresolved(spec + " is a name of package.json's imports, and there is no package.json")
	}
	m := r.manifest(pkg)
	table := m.top.object("imports")
	key, star, ok := matchPattern(table, spec)
	if !ok {
		if missed == "" {
			missed = fmt.Sprintf("imports of %s do not hold %s", pkg.Manifest(workspace.NPM).Path, spec)
		}
		return unresolved(missed)
	}
	targets := leaves(nil, table[key], star, 0)
	p := probe{r: r}
	for _, target := range targets {
		if !isRelative(target) {
			if answer := r.bare(from, target, ""); answer.Reason == "" {
				return answer
			}
			continue
		}
		if at, ok := r.join(folderOfPackage(pkg), target); ok && p.source(pkg, at) {
			break
		}
	}
	return p.result(fmt.Sprintf("imports of %s map %s to %s, where no script is", pkg.Manifest(workspace.NPM).Path, spec, strings.Join(targets, ", ")))
}
