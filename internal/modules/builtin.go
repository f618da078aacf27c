package modules

import (
	_ "embed" // for the lists of modules
	"strings"
)

var (
	//go:embed builtin_node.txt
	builtinNodeText string
	//go:embed builtin_python.txt
	builtinPythonText string

	builtinNode   = names(builtinNodeText)
	builtinPython = names(builtinPythonText)
)

// names reads a list: one name a line, # begins a comment.
func names(text string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out[line] = true
		}
	}
	return out
}
