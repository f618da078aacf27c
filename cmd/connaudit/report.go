package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/baseline"
	"github.com/bytelyst/connaudit/internal/document"
	"github.com/bytelyst/connaudit/internal/report"
)

const reportHelp = `Write the audit of the whole workspace as a document: what was found and fixed, root causes, affected places, what is already
correct, what to change first, what could not be decided. With snapshots (connaudit snapshot) it tells of each of them.

It is the same, byte for byte, for the same code, history and date. The exit status does not depend on findings.`

const reportExample = `  connaudit report -o audit.md                     Markdown
  connaudit report --format html -o audit.html     one file that needs no network
  connaudit report --since 'session 1'             what was fixed since, and what is new
  connaudit report --format json                   for programs; see docs/report.md`

// reportFlags are the flags of report.
type reportFlags struct {
	historyFlags
	format, output, since string
}

func (p *program) reportCommand() *cobra.Command {
	var f reportFlags
	c := &cobra.Command{
		Use: "report", Short: "Write the audit as a document", Long: reportHelp, Example: reportExample, Args: exactly(),
		RunE: func(c *cobra.Command, _ []string) error { return p.report(c, &f) },
	}
	f.define(c)
	s := c.Flags()
	s.StringVar(&f.format, "format", "md", "write in this `FORMAT`: "+strings.Join(document.Formats(), ", "))
	s.StringVarP(&f.output, "output", "o", "", "write to this `FILE`, not to standard output")
	s.StringVar(&f.since, "since", "", "tell of the history from the snapshot of this `LABEL` on")
	return c
}

func (p *program) report(c *cobra.Command, f *reportFlags) error {
	if err := f.check(c, p); err != nil {
		return err
	}
	if err := oneOf("--format", f.format, document.Formats()...); err != nil {
		return err
	}
	r, err := p.whole(c.Context(), &f.historyFlags)
	if err != nil {
		return err
	}
	if err := report.Errors(p.stderr, r.Errors, false, p.style(f.color, p.stderr)); err != nil {
		return fmt.Errorf("writing to standard error: %w", err)
	}
	if r.Failed(false) {
		return exit(statusFailed) // without a part of the rules, what they found before would look as if it were fixed
	}
	h, err := baseline.Read(f.file(r))
	if err != nil {
		return err
	}
	d, err := document.Build(r, h, document.Options{Date: f.date, Since: f.since, Rules: ruleSetVersion(), Source: &rootedSource{root: r.Root}})
	if err != nil {
		return err
	}
	return p.writeDocument(d, f)
}

// writeDocument writes in one go, so that a failure leaves the old file alone.
func (p *program) writeDocument(d *document.Document, f *reportFlags) error {
	var b bytes.Buffer
	write, _ := document.Lookup(f.format) // was checked
	if err := write(&b, d); err != nil {
		return fmt.Errorf("--format %s: %w", f.format, err)
	}
	return p.deliver(b.Bytes(), f.output)
}

// rootedSource reads files that are named from the workspace's folder.
type rootedSource struct {
	root string
	fileSource
}

// Line implements document.Source.
func (s *rootedSource) Line(name string, line int) (text string, ok bool) {
	if !filepath.IsAbs(name) {
		name = filepath.Join(s.root, name)
	}
	return s.fileSource.Line(name, line)
}
