package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/source"
)

func listRules(w io.Writer, all []ruleEntry) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	// The writer keeps its error until Flush.
	_, _ = fmt.Fprintln(t, "RULE\tCATEGORY\tSEVERITY\tPRIORITY\tFILE")
	for _, e := range all {
		at := strings.TrimSpace(e.stated() + "  " + e.state)
		_, _ = fmt.Fprintln(t, strings.Join([]string{cell(e.id), cell(e.category), cell(e.severity), cell(e.priority), cell(at)}, "\t"))
	}
	return t.Flush()
}

// stated says where a rule stands.
func (e ruleEntry) stated() string {
	if e.pos.File == "" {
		return "the program itself"
	}
	return fmt.Sprintf("%s:%d", e.pos.File, e.pos.Line)
}

func cell(s string) string {
	return strings.ReplaceAll(source.Visible(cmp.Or(s, "-")), "\t", " ")
}

func explainRule(w io.Writer, all []ruleEntry, id string) error {
	i := slices.IndexFunc(all, func(e ruleEntry) bool { return e.id == id })
	if i < 0 {
		hint := "'connaudit rules list' lists them"
		if near := nearestRule(all, id); near != "" {
			hint = "did you mean " + near + "?"
		}
		return usage(hint, "there is no rule %q", id)
	}
	_, err := io.WriteString(w, all[i].text())
	return err
}

// nearestRule lets cobra compare the id with those of rules as it does with those of commands.
func nearestRule(all []ruleEntry, id string) string {
	ids := &cobra.Command{SuggestionsMinimumDistance: 2}
	for _, e := range all {
		ids.AddCommand(&cobra.Command{Use: strings.Fields(e.id + " ")[0], Run: func(*cobra.Command, []string) {}})
	}
	if near := ids.SuggestionsFor(id); len(near) > 0 {
		return near[0]
	}
	return ""
}

// text is all there is to say about a rule.
func (e ruleEntry) text() string {
	var b strings.Builder
	head := []string{e.severity, e.priority, e.category}
	fmt.Fprintf(&b, "%s (%s)\n", e.id, strings.Join(slices.DeleteFunc(head, func(s string) bool { return s == "" }), ", "))
	fmt.Fprintf(&b, "stated in %s\n", e.stated())
	if e.state != "" {
		fmt.Fprintf(&b, "%s\n", e.state)
	}
	for _, part := range []struct{ title, text string }{
		{"Based on", strings.Join(e.extends, ", ")}, {"Message", e.message}, {"Why", e.why}, {"Bad", e.bad}, {"Good", e.good},
		{"Parameters, set by params." + e.id + " of connaudit.yaml", strings.Join(e.params, "\n")},
	} {
		if text := strings.TrimSpace(part.text); text != "" {
			fmt.Fprintf(&b, "\n%s:\n  %s\n", part.title, strings.ReplaceAll(text, "\n", "\n  "))
		}
	}
	return visibleLines(b.String())
}

func visibleLines(s string) string {
	parts := strings.Split(s, "\n")
	for i := range parts {
		parts[i] = strings.TrimRight(source.Visible(parts[i]), " ")
	}
	return strings.Join(parts, "\n")
}
