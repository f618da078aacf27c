package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/baseline"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report"
)

const snapshotHelp = `Record what is found now under a label, so that a later report says what was fixed since and what is new.

The history has one record a line; with a line '.connaudit-history.jsonl merge=union' in .gitattributes git merges it.`

const snapshotExample = `  connaudit snapshot --label 'before the fixes'
  connaudit snapshot --label 'session 1' --date 2026-02-22`

func (p *program) snapshotCommand() *cobra.Command {
	var f historyFlags
	var label string
	c := &cobra.Command{
		Use: "snapshot --label LABEL", Short: "Record what is found now", Long: snapshotHelp, Example: snapshotExample, Args: exactly(),
		RunE: func(c *cobra.Command, _ []string) error { return p.snapshot(c, &f, label) },
	}
	f.define(c)
	c.Flags().StringVar(&label, "label", "", "name of the snapshot; each has its own")
	return c
}

func (p *program) snapshot(c *cobra.Command, f *historyFlags, label string) error {
	if label == "" {
		return usage("write --label 'session 1'", "--label is missing")
	}
	if err := baseline.CheckLabel(label); err != nil {
		return usage("write a short text, such as 'session 1'", "--label cannot be %q: it %v", label, err)
	}
	if err := f.check(c, p); err != nil {
		return err
	}
	r, err := p.whole(c.Context(), f)
	if err != nil {
		return err
	}
	if err := report.Errors(p.stderr, r.Errors, false, p.style(f.color, p.stderr)); err != nil {
		return fmt.Errorf("writing to standard error: %w", err)
	}
	if r.Failed(false) {
		return exit(statusFailed) // what a run with broken rules finds would look as if the rest were fixed
	}
	file := f.file(r)
	h, err := baseline.Read(file)
	if err != nil {
		return err
	}
	s := baseline.Snapshot{Label: label, Date: f.date, Tool: r.Tool.Name + " " + r.Tool.Version, Rules: ruleSetVersion(), Records: baseline.Records(r)}
	if err := h.Add(s); err != nil {
		return err
	}
	if err := h.Write(file); err != nil {
		return err
	}
	// A report counts findings that are suppressed nowhere.
	open := slices.DeleteFunc(slices.Clone(s.Records), func(rec baseline.Record) bool { return rec.Status == diag.Suppressed.String() })
	_, err = fmt.Fprintf(p.stdout, "%s: %s recorded as %q of %s%s\n", file, tally(open), label, f.date, besides(len(s.Records)-len(open)))
	return err
}

// besides tells of suppressed findings that are recorded as such.
func besides(suppressed int) string {
	if suppressed == 0 {
		return ""
	}
	return fmt.Sprintf(", and %d suppressed", suppressed)
}
