package main

import (
	"context"
	"io"
	"os"

	"golang.org/x/term"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report"
	"github.com/bytelyst/connaudit/internal/rule"
)

// auditOptions are what the command line says about an audit.
type auditOptions struct {
	Dir        string   // working directory
	Paths      []string // as given; none: Dir
	ConfigFile string   // empty: the nearest
	NoConfig   bool
	RulePaths  []string // files and folders, besides those of the configuration
	Workers    int      // 0: one for each processor

	// Trace asks for the steps behind findings: traceAll, or a fingerprint or the start of one. Empty asks for none.
	Trace string

	ShowOK, ShowUnknown bool // sites of these verdicts are wanted
	Skipped             bool // files that are not read are wanted
	Timing              bool // the cost of each rule and formula is wanted

	// Progress is told what is being done and how much of it is done; total is 0 where that is not known. It may be called
	// by any goroutine and returns at once.
	Progress func(phase string, done, total int)
}

// traceAll asks for the steps behind every finding.
const traceAll = "*"

// program is connaudit with the world that it runs in.
type program struct {
	audit func(context.Context, auditOptions) (*diag.Result, error)
	rules func(context.Context, auditOptions) (*rule.Set, []*rule.Problem, error)

	stdout, stderr io.Writer
	getenv         func(string) string
	isTerminal     func(io.Writer) bool
}

func newProgram() *program {
	return &program{
		audit:      audit,
		rules:      loadRules,
		stdout:     os.Stdout,
		stderr:     os.Stderr,
		getenv:     os.Getenv,
		isTerminal: isTerminal,
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// The values of --color.
const (
	colorAuto   = "auto"
	colorAlways = "always"
	colorNever  = "never"
)

// style returns how text to w is emphasised. NO_COLOR and TERM=dumb say what a terminal's user wants; --color overrules.
func (p *program) style(color string, w io.Writer) report.Style {
	if color == colorAlways || color == colorAuto && p.isTerminal(w) && p.getenv("NO_COLOR") == "" && p.getenv("TERM") != "dumb" {
		return report.ANSI()
	}
	return report.Style{}
}
