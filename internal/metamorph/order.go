package metamorph

import (
	"path"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Reorder shuffles what may stand in any order: keys between spreads, imports, functions of a file, methods.
func Reorder(w *Workspace) error {
	return w.edit(isCode, func(string, *syntax.Tree) visitor {
		return func(p *printer, n syntax.Node) (string, bool) {
			var places, order []syntax.Node
			for _, run := range movableRuns(n) {
				places = append(places, run...)
				for _, i := range w.rand.Perm(len(run)) {
					order = append(order, run[i])
				}
			}
			if len(places) < 2 {
				return "", false
			}
			return p.permuted(n, places, order), true
		}
	})
}

func isCode(p string) bool { return grammars[path.Ext(p)] != nil }

// movableRuns returns children of n that may change places with each other. Nodes of one group may move over what lies
// between them, except over what ends a run.
func movableRuns(n syntax.Node) [][]syntax.Node {
	var group func(c syntax.Node) int // 0: stays; negative: ends the runs
	switch {
	case is(n, "object", "dictionary"):
		group = func(c syntax.Node) int {
			if is(c, "pair", "shorthand_property_identifier") {
				return 1
			}
			return -1
		}
	case is(n, "program", "module"):
		group = topLevel
	case is(n, "class_body"):
		behindDecorator := false // which is a node of its own
		group = func(c syntax.Node) int {
			decorated := behindDecorator
			if behindDecorator = is(c, "decorator"); decorated {
				return 0
			}
			if is(c, "method_definition") && c.ByField("name").Text() != "constructor" {
				return 1
			}
			return 0
		}
	default:
		return nil
	}
	runs := map[int][]syntax.Node{}
	var out [][]syntax.Node
	for c := range n.NamedChildren() {
		g := group(c)
		if g < 0 {
			out, runs = append(out, runs[1]), map[int][]syntax.Node{}
		} else if g > 0 {
			runs[g] = append(runs[g], c)
		}
	}
	return append(out, runs[1], runs[2])
}

func topLevel(c syntax.Node) int {
	switch inner := c.ByField("declaration"); {
	case is(c, "import_statement", "import_from_statement"):
		return 1
	case is(c, "function_declaration") || is(c, "export_statement") && is(inner, "function_declaration"):
		return 2
	}
	return 0
}

// LineEnds ends lines as on Windows, starts files with a byte order mark and indents by tabs.
func LineEnds(w *Workspace) error {
	for _, p := range w.paths(isCode) {
		lines := strings.Split(w.Files[p], "\n")
		for i, l := range lines {
			width := 2
			if isPython(p) {
				width = 4
			}
			text := strings.TrimLeft(l, " ")
			indent := len(l) - len(text)
			lines[i] = strings.Repeat("\t", indent/width) + strings.Repeat(" ", indent%width) + text
		}
		w.Files[p] = "\uFEFF" + strings.Join(lines, "\r\n")
	}
	return nil
}
