package engine

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/edit"
	"github.com/bytelyst/connaudit/internal/pattern"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/rule"
)

// offerRuleFix makes the fix of a rule over single files. Semgrep's rules do not say that a fix is safe, so that a person decides.
func (a *audit) offerRuleFix(out *diag.Finding, r *rule.Rule, f *program.File, m pattern.Match, vars map[string]string) {
	code := string(f.Text().Text[m.Span.Start:m.Span.End])
	var title string
	var err error
	switch {
	case r.Fix != "":
		title, code = "Replace the code by the fix of "+r.ID, interpolate(r.Fix, vars)
	case r.FixRegex != nil:
		title = "Change the code by the fix-regex of " + r.ID
		code, err = replaceRegex(r.FixRegex, code)
	default:
		return
	}
	var edits []diag.Edit
	if err == nil {
		code = strings.ReplaceAll(strings.ReplaceAll(code, "\r\n", "\n"), "\n", edit.EOL(f.Text().Text))
		edits, err = a.edits(f, []edit.Edit{{Start: m.Span.Start, End: m.Span.End, Text: code}})
	}
	if err != nil {
		out.Unfixed = append(out.Unfixed, title+": "+err.Error())
		return
	}
	out.Fixes = append(out.Fixes, diag.Fix{Title: title, Safety: diag.Review, Edits: edits})
}

// pythonGroup is how Python refers to a group in a replacement: \1, \g<1>, \g<name>.
var pythonGroup = regexp.MustCompile(`\\(?:g<(\w+)>|(\d+))`)

// replaceRegex does what Python's re.sub does with the expression.
func replaceRegex(f *rule.FixRegex, code string) (string, error) {
	re, err := regexp.Compile(f.Regex)
	if err != nil {
		return "", fmt.Errorf("the regular expression is not supported in fixes: %w", err)
	}
	template := pythonGroup.ReplaceAllString(strings.ReplaceAll(f.Replacement, "$", "$$"), "$${$1$2}")
	limit := f.Count
	if limit == 0 {
		limit = -1
	}
	var b []byte
	at := 0
	for _, group := range re.FindAllStringSubmatchIndex(code, limit) {
		b = append(b, code[at:group[0]]...)
		b = re.ExpandString(b, template, code, group)
		at = group[1]
	}
	if out := string(append(b, code[at:]...)); out != code {
		return out, nil
	}
	return "", errors.New("the regular expression changes nothing")
}
