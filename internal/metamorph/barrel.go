package metamorph

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Barrels sends what files import by name, and what they re-export, through one or two further files.
func Barrels(w *Workspace) error {
	own := w.packages()
	added := map[string]string{}
	err := w.edit(isTyped, func(p string, _ *syntax.Tree) visitor {
		file := func(text string) (spec string) {
			w.fresh++
			name := fmt.Sprintf("via-%d", w.fresh)
			added[path.Join(path.Dir(p), name+".ts")] = text
			return "'./" + name + "'"
		}
		return func(_ *printer, n syntax.Node) (string, bool) {
			source, ok := plain(n.ByField("source"))
			if !ok || !is(n, "import_statement", "export_statement") || n.HasToken("type") || !own(source) {
				return "", false
			}
			list := names(n)
			if len(list) == 0 {
				return "", false
			}
			if w.rand.Intn(2) == 0 && is(n, "import_statement") {
				spec := file("export * from '" + source + "';\n")
				return string(n.Tree().Text()[n.Start():n.ByField("source").Start()]) + spec + ";", true
			}
			return w.aliased(n, list, source, file), true
		}
	})
	for p, text := range added {
		w.Files[p] = text
	}
	return err
}

// aliased sends the names through a barrel that calls them otherwise and one that hands on everything.
func (w *Workspace) aliased(n syntax.Node, list []syntax.Node, source string, file func(string) string) string {
	var there, here []string
	for _, s := range list {
		name, as := s.ByField("name").Text(), s.ByField("alias").Text()
		if as == "" {
			as = name
		}
		between := name
		if !strings.HasPrefix(s.Text(), "type ") {
			between = w.name(name)
		}
		there = append(there, fmt.Sprintf("%s as %s", name, between))
		here = append(here, fmt.Sprintf("%s as %s", between, as))
	}
	first := file(fmt.Sprintf("export { %s } from '%s';\n", strings.Join(there, ", "), source))
	second := file("export * from " + first + ";\n")
	keyword, _, _ := strings.Cut(n.Text(), " ")
	return fmt.Sprintf("%s { %s } from %s;", keyword, strings.Join(here, ", "), second)
}

// names returns what an import or export names, none where it takes a default, a namespace or types too.
func names(n syntax.Node) (list []syntax.Node) {
	for c := range n.All() {
		switch {
		case is(c, "namespace_import", "namespace_export"), c.Is("identifier") && is(c.Parent(), "import_clause"):
			return nil
		case is(c, "import_specifier", "export_specifier"):
			if c.HasToken("type") {
				return nil
			}
			list = append(list, c)
		}
	}
	return list
}

var packageName = regexp.MustCompile(`"name":\s*"([^"]+)"`)

// packages returns whether an import is of a file or package of the workspace.
func (w *Workspace) packages() func(spec string) bool {
	var own []string
	for _, p := range w.paths(func(p string) bool { return path.Base(p) == "package.json" && !strings.Contains(p, "node_modules") }) {
		if m := packageName.FindStringSubmatch(w.Files[p]); m != nil {
			own = append(own, m[1])
		}
	}
	return func(spec string) bool {
		for _, o := range own {
			if spec == o {
				return true
			}
		}
		return strings.HasPrefix(spec, ".") || strings.HasPrefix(spec, "@/")
	}
}
