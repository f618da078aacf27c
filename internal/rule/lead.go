package rule

import (
	"regexp"
	"slices"
)

// LeadingName is the metavariable that stands in place of the leftmost name of patterns with `from`: what the name means
// is asked of the code, so that any alias of it matches.
const LeadingName = "$LEADING_NAME"

// leadPattern finds the leftmost name of a pattern, behind the keywords that may stand in front of an expression.
var leadPattern = regexp.MustCompile(`^\s*(?:(?:new|await|return|yield|void)\s+)*(\$?[A-Za-z_][A-Za-z0-9_]*)`)

// wholeCall finds the dotted name that a pattern calls, if it is a call and nothing else.
var wholeCall = regexp.MustCompile(`^\s*(?:new\s+)?([A-Za-z_][A-Za-z0-9_.]*)\([^()]*\)\s*$`)

// declarations begin patterns that have no leftmost name.
var declarations = []string{"const", "let", "var", "function", "class", "import", "export", "async", "if", "for", "while",
	"try", "switch", "throw", "type", "interface", "enum", "return", "new", "await", "delete", "typeof"}

// lead returns the pattern with its leftmost name replaced by LeadingName, and that name. Where it is a metavariable the
// pattern stays as it is. name is empty where there is none.
func lead(src string) (rewritten, name string) {
	at := leadPattern.FindStringSubmatchIndex(src)
	if at == nil {
		return src, ""
	}
	name = src[at[2]:at[3]]
	switch {
	case slices.Contains(declarations, name):
		return src, ""
	case name[0] == '$':
		return src, name
	}
	return src[:at[2]] + LeadingName + src[at[3]:], name
}
