package report

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/markdown"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// What GitHub takes of the texts of a rule, in characters.
const (
	sarifName        = 255
	sarifDescription = 1024
)

// rules describes all rules that ran, each once, and those of findings that no rule of the set made. It returns where each
// stands.
func (s *sarif) rules(r *diag.Result) (rules []sarifRule, index map[string]int) {
	rules, index = []sarifRule{}, map[string]int{}
	add := func(c diag.Check) {
		if _, there := index[c.ID]; !there {
			index[c.ID] = len(rules)
			rules = append(rules, newSARIFRule(c))
		}
	}
	for _, c := range r.Checks {
		add(c)
	}
	for _, f := range r.Findings {
		add(diag.Check{ID: f.RuleID, Category: f.Category, Severity: f.Severity, Priority: f.Priority})
	}
	return rules, index
}

func newSARIFRule(c diag.Check) sarifRule {
	why := strings.Join(terminal.Lines(c.Why), " ")
	if why == "" {
		why = "Findings of the rule " + terminal.Visible(c.ID) + "."
	}
	rule := sarifRule{ID: c.ID, Name: characters(pascal(terminal.Visible(c.ID)), sarifName), Short: sarifMessage{Text: characters(sentence(why), sarifDescription)},
		Full: sarifMessage{Text: characters(why, sarifDescription)}, Help: help(c, why),
		Default: sarifConfiguration{sarifLevel(c.Severity)}, Properties: sarifRuleProps{Tags: []string{}, Severity: sarifProblem(c.Severity)}}
	for _, tag := range []string{c.Category, string(c.Priority)} {
		if tag != "" {
			rule.Properties.Tags = append(rule.Properties.Tags, terminal.Visible(tag))
		}
	}
	return rule
}

// pascal writes an id as one capitalised word after the other, as names of rules are.
func pascal(id string) string {
	words := strings.FieldsFunc(id, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		first, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(first)) + w[size:]
	}
	return cmp.Or(strings.Join(words, ""), id)
}

// help is why the rule is there, with code that breaks and that keeps to it.
func help(c diag.Check, why string) sarifMessage {
	text, md := []string{why}, []string{markdown.Text(why)}
	for _, part := range []struct{ title, code string }{{"Bad", c.Bad}, {"Good", c.Good}} {
		if strings.TrimSpace(part.code) == "" {
			continue
		}
		code := strings.Join(terminal.Lines(part.code), "\n")
		text = append(text, part.title+":\n"+code)
		md = append(md, "**"+part.title+"**\n\n"+markdown.Fenced(code))
	}
	return sarifMessage{strings.Join(text, "\n\n"), strings.Join(md, "\n\n")}
}

// sentence is the first sentence of a text.
func sentence(s string) string {
	if i := strings.Index(s, ". "); i >= 0 {
		return s[:i+1]
	}
	return s
}

// characters keeps the first characters of a text; an ellipsis stands for the rest.
func characters(s string, limit int) string {
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	return string(runes[:limit-1]) + terminal.Ellipsis
}

func sarifLevel(s diag.Severity) string {
	if s == diag.Info || s == 0 {
		return "note"
	}
	return s.String()
}

// sarifProblem is the severity as GitHub's lists have it.
func sarifProblem(s diag.Severity) string {
	return cmp.Or(map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning"}[s], "recommendation")
}
