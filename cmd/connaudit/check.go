package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
)

const checkHelp = `Check the workspace and print its findings; with PATH, those that have to do with PATH.

The exit status is 0 when nothing at or above --fail-on was found, 1 when something was, and 2 when the run itself failed:
usage, configuration, a rule that does not load or, with --strict, a file that could not be read.`

const checkExample = `  connaudit check                                  the workspace around the working directory
  connaudit check web/src --show-unknown           what has to do with a folder, and what could not be judged
  connaudit check --format json > findings.json    for programs; see docs/json.md
  connaudit check --output json=out.json           both: text here, JSON in a file
  connaudit check --fix                            make the fixes that are safe, and print what remains
  connaudit check --fix=all --fix-dry-run          what all fixes would change, as a diff
  connaudit check --format auto                    annotations in GitHub Actions, else text; see docs/formats.md
  connaudit check --new-from origin/main           what this branch brings
  connaudit check --staged --new-from HEAD         what the next commit brings
  connaudit check --no-config --rules r.yaml a.ts  some rules on some files, nothing else`

// failNever is the value of --fail-on for runs that only inform.
const failNever = "never"

func (p *program) checkCommand() *cobra.Command {
	var f checkFlags
	c := &cobra.Command{
		Use: "check [PATH...]", Short: "Print the findings of a workspace", Long: checkHelp, Example: checkExample,
		RunE: func(c *cobra.Command, args []string) error { return p.check(c, &f, args) },
	}
	f.workspaceFlags.define(c)
	s := c.Flags()
	s.StringVar(&f.format, "format", "text", "write standard output in this `FORMAT`: "+strings.Join(formatNames(), ", "))
	s.StringArrayVar(&f.outputs, "output", nil, "write a file too: `FORMAT=FILE`, a format as for --format (repeatable)")
	s.StringVar(&f.failOn, "fail-on", diag.Warning.String(), "lowest `SEVERITY` for exit status 1: "+strings.Join(failLevels(), ", "))
	s.BoolVar(&f.showOK, "show-ok", false, "list what is already correct, and how")
	s.BoolVar(&f.showUnkn, "show-unknown", false, "list what could not be judged, and why")
	f.acceptedFlags.define(c)
	s.BoolVar(&f.noBaseline, "no-baseline", false, "use no baseline: every finding is new")
	s.StringArrayVar(&f.newFrom, "new-from", nil, "only what came since the merge base with this `REV` is new; REPO=REV in another repository (repeatable)")
	s.BoolVar(&f.staged, "staged", false, "look at the index of the repository around the working directory, not at its files")
	s.BoolVar(&f.all, "all", false, "show known and suppressed findings too; they never count for the exit status")
	s.BoolVar(&f.explain, "explain", false, "show the steps behind every finding")
	s.BoolVar(&f.timing, "timing", false, "show where the time went")
	s.BoolVar(&f.statistics, "statistics", false, "text: count findings by rule instead of listing them")
	s.BoolVar(&f.stats, "stats", false, "give the time taken and the files parsed, which differ from run to run")
	s.BoolVar(&f.strict, "strict", false, "fail when a file cannot be read or understood, and list all such errors")
	s.BoolVar(&f.forceExcl, "force-exclude", false, "exclusions and ignore files hold also for files that PATH names; for hooks")
	s.BoolVar(&f.debugFiles, "debug-files", false, "list what is not read, and why")
	s.StringVar(&f.fix, "fix", "", "make the fixes that are safe, or with `WHICH` all, those a person should look at, too")
	s.Lookup("fix").NoOptDefVal = fixSafe
	s.BoolVar(&f.fixDryRun, "fix-dry-run", false, "write nothing, print what --fix would change as a diff")
	s.BoolVar(&f.noCache, "no-cache", false, "take no result from the cache, and keep none there")
	s.StringVar(&f.cacheDir, "cache-dir", "", "keep results in this `FOLDER`, not in the user's cache directory")
	s.BoolVar(&f.quiet, "quiet", false, "findings only: no summary, no progress")
	return c
}

// check runs one audit and writes what was asked for.
func (p *program) check(c *cobra.Command, f *checkFlags, paths []string) error {
	outputs, err := f.check(c, p.getenv)
	if err != nil {
		return err
	}
	store, err := f.cache()
	if err != nil {
		return err
	}
	o := f.optionsWith(paths, store)
	o.Cache, o.ForceExclude = store, f.forceExcl
	o.ShowOK, o.ShowUnknown, o.Skipped, o.Timing = f.showOK, f.showUnkn, f.debugFiles, f.timing
	o.Baseline, o.NoBaseline, o.NewFrom, o.Staged = f.baseline, f.noBaseline, f.newFrom, f.staged
	if o.Today, err = p.day(f.date); err != nil {
		return err
	}
	o.Outside = f.fixes() // what a fix brings counts wherever it stands
	if f.explain {
		o.Trace = engine.TraceAll
	}
	r, err := p.auditWithProgress(c.Context(), o, f.quiet)
	if err != nil {
		return err
	}
	if f.fixes() {
		return p.fix(c.Context(), f, o, r, outputs)
	}
	if err := p.write(r, f, outputs); err != nil {
		return err
	}
	return f.judge(r)
}

// auditWithProgress runs an audit and shows how far it is.
func (p *program) auditWithProgress(ctx context.Context, o engine.Options, quiet bool) (*diag.Result, error) {
	progress, done := p.progress(ctx, quiet)
	defer done()
	o.Progress = progress
	if o.Today == "" {
		day, err := p.today()
		if err != nil {
			return nil, err
		}
		o.Today = day
	}
	return p.audit(ctx, o)
}

// progress shows how far a run is, until done is called.
func (p *program) progress(ctx context.Context, quiet bool) (update func(string, int, int), done func()) {
	if quiet || !p.isTerminal(p.stderr) || p.getenv("TERM") == "dumb" {
		return func(string, int, int) {}, func() {}
	}
	line := startProgress(p.stderr, ticks(ctx))
	return line.update, line.stop
}
