package main

import (
	"context"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/baseline"
	"github.com/bytelyst/connaudit/internal/diag"
)

// historyFlags are the flags of the commands that have to do with the history of a workspace.
type historyFlags struct {
	workspaceFlags
	date    string
	history string
}

func (f *historyFlags) define(c *cobra.Command) {
	f.workspaceFlags.define(c)
	s := c.Flags()
	s.StringVar(&f.date, "date", "", dateUsage)
	s.StringVar(&f.history, "history", "", "the `FILE` of the history; default: "+baseline.FileName+" in the workspace's folder")
}

const dateUsage = "the `DAY`, as YYYY-MM-DD; default: that of SOURCE_DATE_EPOCH, or else today"

// check reports flags that make no sense, and settles the date.
func (f *historyFlags) check(c *cobra.Command, p *program) error {
	if err := f.workspaceFlags.check(c); err != nil {
		return err
	}
	day, err := p.day(f.date)
	f.date = day
	return err
}

// day is the value of --date, or else today.
func (p *program) day(given string) (string, error) {
	if given == "" {
		return p.today()
	}
	if !baseline.ValidDate(given) {
		return "", usage("write a day as YYYY-MM-DD", "--date cannot be %q", given)
	}
	return given, nil
}

// today is the day of SOURCE_DATE_EPOCH, which makes output reproducible, or that of the clock; both in UTC.
func (p *program) today() (string, error) {
	at := p.now()
	if epoch := p.getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return "", usage("it is a number of seconds since 1970", "SOURCE_DATE_EPOCH cannot be %q", epoch)
		}
		at = time.Unix(seconds, 0)
	}
	return at.UTC().Format(time.DateOnly), nil
}

// file is where the history of the workspace stands.
func (f *historyFlags) file(r *diag.Result) string {
	if f.history != "" {
		return f.history
	}
	return filepath.Join(r.Root, baseline.FileName)
}

// whole audits the whole workspace, with all that a report tells of.
func (p *program) whole(ctx context.Context, f *historyFlags) (*diag.Result, error) {
	o := f.options(nil)
	o.Today = f.date
	o.Report, o.ShowOK, o.ShowUnknown, o.Skipped = true, true, true, true
	return p.auditWithProgress(ctx, o, false)
}
