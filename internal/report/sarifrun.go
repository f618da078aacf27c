package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// invocation tells how the run went: what went wrong in it, and what is not among the results.
func (s *sarif) invocation(r *diag.Result) sarifInvocation {
	out := sarifInvocation{Successful: !r.Failed(false), Notifications: []sarifNotification{}, Configuration: []sarifNotification{}}
	for _, e := range r.Errors {
		n := s.notification(e)
		if e.Kind == diag.RuleError || e.Kind == diag.ConfigError || e.Kind == diag.UnsupportedError {
			out.Configuration = append(out.Configuration, n)
		} else {
			out.Notifications = append(out.Notifications, n)
		}
	}
	tell := func(format string, args ...any) {
		out.Notifications = append(out.Notifications, sarifNotification{Level: "note", Message: sarifMessage{Text: fmt.Sprintf(format, args...)}})
	}
	for _, repo := range groupBy(s.outside, func(f *diag.Finding) string { return f.Repo }) {
		tell("%s in the repository %s without a place in this one left out; run connaudit in its checkout.",
			terminal.Plural(len(repo.members), "finding", "findings"), unlinked(terminal.Visible(cmp.Or(repo.key, "without a name"))))
	}
	if s.over > 0 {
		tell("%s left out, the least urgent: code scanning refuses more than %d results.", terminal.Plural(s.over, "finding", "findings"), sarifResults)
	}
	if n := r.Count(diag.Known) + r.Count(diag.Suppressed); n > 0 && !s.options.All {
		tell("%s that are known or suppressed left out; --all writes them too.", terminal.Plural(n, "finding", "findings"))
	}
	return out
}

func (s *sarif) notification(e diag.RunError) sarifNotification {
	level := "warning"
	if e.Fails(false) {
		level = "error"
	}
	text := unlinked(strings.Join(terminal.Lines(e.Message), "\n"))
	if e.Kind != "" {
		text = terminal.Visible(string(e.Kind)) + ": " + text
	}
	n := sarifNotification{Level: level, Message: sarifMessage{Text: text}}
	at := diag.Location{File: e.Path, Start: diag.Position{Line: e.Line, Column: e.Column}}
	if path, ok := s.options.path(at); ok {
		n.Locations = []sarifLocation{{Physical: s.physical(at, path)}}
	} else if e.Path != "" {
		n.Message.Text = unlinked(place(at)) + ": " + n.Message.Text
	}
	return n
}
