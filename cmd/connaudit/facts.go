package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report"
)

const factsHelp = `Print what the code states, whether or not it breaks a rule: containers with the partition keys that are declared and used, clients
with the headers that they send and from where, variables with their readers and example files, and whatever else the entries under facts: in
rule files record. With PATH, what is stated there.

The entries under tables: in rule files say what stands in one row; --format list has a row for each fact. What could not be told is
shown with its reason. On a terminal wide values are cut, and what is left out is counted.`

const factsExample = `  connaudit facts                                  all there is, a table for each kind
  connaudit facts --kind env                       who reads a variable, and which example files have it
  connaudit facts --format json > facts.json       for programs; see docs/json.md`

// factsFlags are the flags of facts.
type factsFlags struct {
	workspaceFlags
	kind   string
	format string
}

func (p *program) factsCommand() *cobra.Command {
	var f factsFlags
	c := &cobra.Command{
		Use: "facts [PATH...]", Short: "Print what the code states", Long: factsHelp, Example: factsExample,
		RunE: func(c *cobra.Command, args []string) error { return p.printFacts(c, &f, args) },
	}
	f.define(c)
	c.Flags().StringVar(&f.kind, "kind", "", "only facts of this `KIND`, as rule files name it")
	c.Flags().StringVar(&f.format, "format", "table", "write standard output in this `FORMAT`: "+strings.Join(report.FactFormats(), " or "))
	c.AddCommand(p.exportFactsCommand())
	return c
}

func (p *program) printFacts(c *cobra.Command, f *factsFlags, paths []string) error {
	if err := f.check(c); err != nil {
		return err
	}
	if err := oneOf("--format", f.format, report.FactFormats()...); err != nil {
		return err
	}
	l, err := p.learn(c, &f.workspaceFlags, paths)
	if err != nil {
		return err
	}
	if err := f.narrow(l); err != nil {
		return err
	}
	if err := p.tellErrors(l, &f.workspaceFlags); err != nil {
		return err
	}
	write, _ := report.LookupFacts(f.format) // was checked
	if err := write(p.stdout, l, report.Options{Style: p.style(f.color, p.stdout), Width: p.width(p.stdout)}); err != nil {
		return fmt.Errorf("writing to standard output: %w", err)
	}
	if l.Failed() {
		return exit(statusFailed)
	}
	return nil
}

// learn learns what the code states.
func (p *program) learn(c *cobra.Command, f *workspaceFlags, paths []string) (*diag.FactList, error) {
	o := f.options(paths)
	progress, done := p.progress(c.Context(), false)
	defer done()
	o.Progress = progress
	return p.facts(c.Context(), o)
}

// tellErrors writes what went wrong with a run.
func (p *program) tellErrors(l *diag.FactList, f *workspaceFlags) error {
	if err := report.Errors(p.stderr, l.Errors, false, p.style(f.color, p.stderr)); err != nil {
		return fmt.Errorf("writing to standard error: %w", err)
	}
	return nil
}

// narrow keeps the facts of the kind that was asked for; the rules must record it.
func (f *factsFlags) narrow(l *diag.FactList) error {
	if f.kind == "" {
		return nil
	}
	if !slices.Contains(l.Kinds, f.kind) {
		return usage("the rules record "+strings.Join(l.Kinds, ", "), "there are no facts of kind %q", f.kind)
	}
	l.Only(f.kind)
	return nil
}
