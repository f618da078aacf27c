package expr

import (
	"fmt"
	"strings"
)

// FunctionsMarkdown returns the functions as Markdown tables, one for each group, for the documentation.
func FunctionsMarkdown() string {
	var b strings.Builder
	group := ""
	for _, f := range functionTable {
		if f.Group != group {
			group = f.Group
			fmt.Fprintf(&b, "\n**%s**\n\n| function | gives | unknown |\n|---|---|---|\n", group)
		}
		unknown := f.Unknown
		if unknown == "" {
			unknown = "an argument is"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", strings.Join(f.Usage(), "`<br>`"), f.Doc, unknown)
	}
	return strings.TrimPrefix(b.String(), "\n")
}
