package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report"
)

const explainHelp = `Explain why a finding stands: each step of the evaluation behind it, with file and line.

The fingerprint is that of 'connaudit check --format json' or 'connaudit check --explain'; its start is enough where no
other finding's starts the same. Give the same flags as to check.`

func (p *program) explainCommand() *cobra.Command {
	var f workspaceFlags
	c := &cobra.Command{
		Use: "explain FINGERPRINT", Short: "Explain why a finding stands", Long: explainHelp, Args: exactly("FINGERPRINT"),
		Example: "  connaudit explain v1:8855508aade16ec5",
		RunE:    func(c *cobra.Command, args []string) error { return p.explain(c, &f, args[0]) },
	}
	f.define(c)
	return c
}

func (p *program) explain(c *cobra.Command, f *workspaceFlags, given string) error {
	if err := f.check(c); err != nil {
		return err
	}
	prefix := diag.FingerprintVersion + strings.TrimPrefix(given, diag.FingerprintVersion)
	o := f.options(nil)
	o.Trace = prefix
	r, err := p.auditWithProgress(c.Context(), o, false)
	if err != nil {
		return err
	}
	if err := report.Errors(p.stderr, r.Errors, false, p.style(f.color, p.stderr)); err != nil {
		return fmt.Errorf("writing to standard error: %w", err)
	}
	found, err := findingOf(r, prefix)
	if err != nil {
		return err
	}
	// Root causes stay in the result, so that the finding can name its own.
	only := *r
	only.Findings = onlyShown(r.Findings, found)
	err = report.Text(p.stdout, &only, report.Options{Quiet: true, Style: p.style(f.color, p.stdout), Width: p.width(p.stdout), Source: &fileSource{}})
	if err != nil {
		return fmt.Errorf("writing to standard output: %w", err)
	}
	return nil
}

// findingOf returns the fingerprint of the finding whose fingerprint starts so.
func findingOf(r *diag.Result, prefix string) (string, error) {
	var found []string
	for _, f := range r.Findings {
		if f.Fingerprint == prefix {
			return prefix, nil
		}
		if strings.HasPrefix(f.Fingerprint, prefix) {
			found = append(found, f.Fingerprint)
		}
	}
	switch len(found) {
	case 0:
		return "", usage("'connaudit check --all --format json' lists the fingerprints", "no finding has the fingerprint %s", prefix)
	case 1:
		return found[0], nil
	}
	return "", usage("write more of it", "%d findings have a fingerprint that starts with %s, such as %s and %s", len(found), prefix, found[0], found[1])
}

// onlyShown marks the wanted finding as new and all others as known, which the report does not show.
func onlyShown(all []diag.Finding, fingerprint string) []diag.Finding {
	out := make([]diag.Finding, len(all))
	for i, f := range all {
		out[i] = f
		out[i].Status = diag.Known
		if f.Fingerprint == fingerprint {
			out[i].Status = diag.New
			if f.Trace == nil {
				out[i].Trace = func() []diag.Step { return nil } // the report says that there are no steps
			}
		}
	}
	return out
}
