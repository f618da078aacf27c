package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/baseline"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report"
)

const baselineHelp = `The baseline holds the findings that you have accepted for now: check counts them as known, and fails for new ones alone. It is meant
to be committed, and to shrink: check says how many of its entries are gone, and 'connaudit baseline update' takes them out.`

// acceptedFlags are the flags of the commands that tell new findings from accepted ones.
type acceptedFlags struct {
	baseline   string
	noBaseline bool
	date       string
}

func (f *acceptedFlags) define(c *cobra.Command) {
	s := c.Flags()
	s.StringVar(&f.baseline, "baseline", "", "the `FILE` of the baseline; default: that of the configuration, or "+baseline.AcceptedName+" in the workspace's folder")
	s.StringVar(&f.date, "date", "", dateUsage)
}

// check reports flags that make no sense.
func (f *acceptedFlags) check(c *cobra.Command) error {
	if f.noBaseline && c.Flags().Changed("baseline") {
		return usage("give one of them", "--baseline and --no-baseline contradict each other")
	}
	return nil
}

// baselineFlags are the flags of the commands about the baseline.
type baselineFlags struct {
	workspaceFlags
	acceptedFlags
}

func (f *baselineFlags) define(c *cobra.Command) {
	f.workspaceFlags.define(c)
	f.acceptedFlags.define(c)
}

func (p *program) baselineCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "baseline", Short: "Accept today's findings, so that check looks at new ones", Long: baselineHelp, Args: unknownCommand,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	for _, sub := range []struct {
		use, short string
		run        func(*cobra.Command, *baselineFlags) error
	}{
		{"write", "Accept all that is found now", p.writeBaseline},
		{"update", "Take out what is not found any more; accept nothing", p.updateBaseline},
		{"show", "List what is accepted, and what of it is gone", p.showBaseline},
	} {
		f := &baselineFlags{}
		s := &cobra.Command{Use: sub.use, Short: sub.short, Args: exactly(), RunE: func(c *cobra.Command, _ []string) error { return sub.run(c, f) }}
		f.define(s)
		c.AddCommand(s)
	}
	return c
}

// auditFor audits the whole workspace for a command about the baseline. What a run with broken rules does not find would look as if
// it were gone.
func (p *program) auditFor(c *cobra.Command, f *baselineFlags, noBaseline bool) (*diag.Result, error) {
	if err := f.workspaceFlags.check(c); err != nil {
		return nil, err
	}
	o := f.options(nil)
	o.Baseline, o.NoBaseline = f.baseline, noBaseline
	var err error
	if o.Today, err = p.day(f.date); err != nil {
		return nil, err
	}
	r, err := p.auditWithProgress(c.Context(), o, false)
	if err != nil {
		return nil, err
	}
	if err := report.Errors(p.stderr, r.Errors, false, p.style(f.color, p.stderr)); err != nil {
		return nil, fmt.Errorf("writing to standard error: %w", err)
	}
	if r.Failed(false) {
		return nil, exit(statusFailed)
	}
	return r, nil
}

func (p *program) writeBaseline(c *cobra.Command, f *baselineFlags) error {
	r, err := p.auditFor(c, f, true)
	if err != nil {
		return err
	}
	accepted := baseline.Accept(r)
	before := &baseline.Accepted{}
	// A baseline that is damaged is what writing it anew mends.
	if data, err := os.ReadFile(r.BaselineFile); err == nil {
		if have, err := baseline.ParseAccepted(r.BaselineFile, data); err == nil {
			before = have
		}
	}
	if err := accepted.Write(r.BaselineFile); err != nil {
		return err
	}
	gone, added := baseline.Diff(before.Records, accepted.Records)
	_, err = fmt.Fprintf(p.stdout, "%s: %s accepted; new in it: %s, gone: %s\n", p.shown(r), tally(accepted.Records), tally(added), tally(gone))
	return err
}

func (p *program) updateBaseline(c *cobra.Command, f *baselineFlags) error {
	r, accepted, gone, err := p.readBaseline(c, f)
	if err != nil {
		return err
	}
	unread := func(e diag.RunError) bool { return e.Kind == diag.IOError || e.Kind == diag.TimeoutError }
	if len(gone) > 0 && slices.ContainsFunc(r.Errors, unread) {
		return errors.New("not everything could be read, so that what is missing cannot be told from what is gone; mend the errors above first")
	}
	rest := accepted.Without(gone)
	if len(gone) > 0 {
		if err := rest.Write(r.BaselineFile); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %s gone and taken out; %s accepted\n", p.shown(r), tally(gone), tally(rest.Records))
	return err
}

func (p *program) showBaseline(c *cobra.Command, f *baselineFlags) error {
	r, accepted, gone, err := p.readBaseline(c, f)
	if err != nil {
		return err
	}
	absent := map[string]bool{}
	for _, g := range gone {
		absent[g.Fingerprint] = true
	}
	t := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	// The writer keeps its error until Flush.
	_, _ = fmt.Fprintln(t, "STATE\tRULE\tREPO\tFILE\tMESSAGE\tFINGERPRINT")
	for _, rec := range accepted.Records {
		state := "known"
		if absent[rec.Fingerprint] {
			state = "gone"
		}
		_, _ = fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", state, cell(rec.Rule), cell(rec.Repo), cell(rec.Path), cell(rec.Message), cell(rec.Fingerprint))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %s accepted; gone of them: %s\n", p.shown(r), tally(accepted.Records), tally(gone))
	return err
}

// readBaseline audits, and returns the baseline with those of its records that are gone.
func (p *program) readBaseline(c *cobra.Command, f *baselineFlags) (*diag.Result, *baseline.Accepted, []baseline.Record, error) {
	r, err := p.auditFor(c, f, false)
	if err != nil {
		return nil, nil, nil, err
	}
	data, err := os.ReadFile(r.BaselineFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil, usage("'connaudit baseline write' makes one", "there is no baseline %s", p.shown(r))
	}
	if err != nil {
		return nil, nil, nil, fmt.Errorf("the baseline cannot be read: %w", err)
	}
	accepted, err := baseline.ParseAccepted(p.shown(r), data)
	if err != nil {
		return nil, nil, nil, err
	}
	gone := map[string]bool{}
	if r.Baseline != nil {
		for _, g := range r.Baseline.Gone {
			gone[g.Fingerprint] = true
		}
	}
	var records []baseline.Record
	for _, rec := range accepted.Records {
		if gone[rec.Fingerprint] {
			records = append(records, rec)
		}
	}
	return r, accepted, records, nil
}

// shown names the baseline of a result as people do.
func (p *program) shown(r *diag.Result) string {
	if r.Baseline != nil {
		return r.Baseline.File
	}
	return fromHere(r.BaselineFile)
}

// tally counts records as check does: findings, and root causes beside them.
func tally(records []baseline.Record) string {
	causes := 0
	for _, rec := range records {
		if rec.Cause {
			causes++
		}
	}
	out := many(len(records)-causes, "finding")
	if causes > 0 {
		out += " and " + many(causes, "root cause")
	}
	return out
}
