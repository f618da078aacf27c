package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/plan"
	"github.com/bytelyst/connaudit/internal/report"
)

const planHelp = `Write the plan for one way out of a disagreement: what is so today, why, which ways there are with their edits, and in which
steps to go. Nothing is changed.`

const partitionKeyHelp = `Write the plan that gives a Cosmos DB container one partition key in all repositories: the state with places, the documents side
by side, the options with their edits as diffs, commands for Azure, checks and the way back for each step.

Exit status 0 also where there is nothing to plan, which is said; 2 where no code names the container or declares its key.`

const partitionKeyExample = `  connaudit plan partition-key orders                            as Markdown
  connaudit plan partition-key orders --target /customerId       with this key, whatever the code speaks for
  connaudit plan partition-key orders --split shop=shop_orders   the repository shop gets this container
  connaudit plan partition-key orders --format json -o plan.json
  connaudit plan partition-key orders --script -o migrate.ts     the program that copies the documents`

// planFlags are the flags of plan partition-key.
type planFlags struct {
	workspaceFlags
	format, output, target string
	split                  []string
	account, group, db     string
	script                 bool
	move, countBy          string
}

func (p *program) planCommand() *cobra.Command {
	c := &cobra.Command{Use: "plan", Short: "Write a plan to end a disagreement", Long: planHelp, Args: unknownCommand,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	c.AddCommand(p.partitionKeyCommand())
	return c
}

func (p *program) partitionKeyCommand() *cobra.Command {
	var f planFlags
	c := &cobra.Command{
		Use: "partition-key CONTAINER", Short: "Plan one partition key for a container", Long: partitionKeyHelp, Example: partitionKeyExample,
		Args: exactly("CONTAINER"),
		RunE: func(c *cobra.Command, args []string) error { return p.planPartitionKey(c, &f, args[0]) },
	}
	f.define(c)
	s := c.Flags()
	s.StringVar(&f.target, "target", "", "the `KEY` that all are to have, such as /customerId")
	s.StringArrayVar(&f.split, "split", nil, "give a repository a container of its own: `REPO=CONTAINER` (repeatable)")
	s.StringVar(&f.format, "format", "md", "write in this `FORMAT`: "+strings.Join(planFormats(), " or "))
	s.StringVarP(&f.output, "output", "o", "", "write to this `FILE` instead of standard output")
	s.StringVar(&f.account, "account", "", "`NAME` of the Cosmos DB account in commands; without it whoever runs them sets it")
	s.StringVar(&f.group, "resource-group", "", "`NAME` of its resource group in commands")
	s.StringVar(&f.db, "database", "", "`NAME` of the database in commands")
	s.BoolVar(&f.script, "script", false, "write the TypeScript program that copies the documents instead of the plan")
	s.StringVar(&f.move, "move", "", "with --script: copy into this `CONTAINER`, where the plan moves documents into several")
	s.StringVar(&f.countBy, "count-by", "", "with --script: compare counts by the values of this `FIELD`, such as the product's id")
	return c
}

func planFormats() []string {
	return slices.Sorted(maps.Keys(plan.Formats()))
}

// options reads the flags.
func (f *planFlags) planOptions(c *cobra.Command, container string) (plan.Options, error) {
	o := plan.Options{Container: container, Target: f.target, Split: map[string]string{}, Account: f.account, ResourceGroup: f.group, Database: f.db}
	if err := f.check(c); err != nil {
		return o, err
	}
	if err := oneOf("--format", f.format, planFormats()...); err != nil {
		return o, err
	}
	if !f.script && f.move+f.countBy != "" {
		return o, usage("add --script, or leave them out", "--move and --count-by are about the script")
	}
	if f.script && c.Flags().Changed("format") {
		return o, usage("leave one of them out", "--format is about the plan, and --script writes a program")
	}
	for _, s := range f.split {
		repo, name, ok := strings.Cut(s, "=")
		if !ok || repo == "" || name == "" {
			return o, usage("write --split REPO=CONTAINER, such as shop=shop_orders", "--split cannot be %q", s)
		}
		if _, twice := o.Split[repo]; twice {
			return o, usage("give one of them", "--split names %s twice", repo)
		}
		o.Split[repo] = name
	}
	return o, nil
}

func (p *program) planPartitionKey(c *cobra.Command, f *planFlags, container string) error {
	o, err := f.planOptions(c, container)
	if err != nil {
		return err
	}
	s, err := p.surveyWithProgress(c, f)
	if err != nil {
		return err
	}
	if err := report.Errors(p.stderr, s.Result.Errors, false, p.style(f.color, p.stderr)); err != nil {
		return fmt.Errorf("writing to standard error: %w", err)
	}
	if s.Result.Failed(false) {
		return exit(statusFailed)
	}
	made, err := plan.Make(c.Context(), s, o)
	if errors.Is(err, plan.ErrConsistent) {
		p.complain(err.Error())
		return nil
	}
	if err != nil {
		return err
	}
	return p.writePlan(f, made)
}

func (p *program) surveyWithProgress(c *cobra.Command, f *planFlags) (*diag.Survey, error) {
	o := f.options(nil)
	progress, done := p.progress(c.Context(), false)
	defer done()
	o.Progress = progress
	return p.survey(c.Context(), o)
}

// document is the plan in its format, or the program for one of its moves.
func (f *planFlags) document(made *plan.Plan) ([]byte, error) {
	if f.script {
		return f.migration(made)
	}
	var b bytes.Buffer
	if err := plan.Formats()[f.format](&b, made); err != nil {
		return nil, fmt.Errorf("writing the plan: %w", err)
	}
	return b.Bytes(), nil
}

// writePlan writes the document in one go, so that a failure leaves an old one alone.
func (p *program) writePlan(f *planFlags, made *plan.Plan) error {
	text, err := f.document(made)
	if err != nil {
		return err
	}
	if f.output == "" {
		if _, err := p.stdout.Write(text); err != nil {
			return fmt.Errorf("writing to standard output: %w", err)
		}
		return nil
	}
	if err := os.WriteFile(f.output, text, 0o666); err != nil {
		return fmt.Errorf("--output: %w; name a file in a folder that exists and can be written", err)
	}
	return nil
}
