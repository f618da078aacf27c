package main

import (
	"context"
	"io"
	"os"

	"golang.org/x/term"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/report"
	"github.com/bytelyst/connaudit/internal/rule"
)

// program is connaudit with the world that it runs in.
type program struct {
	audit func(context.Context, engine.Options) (*diag.Result, error)
	rules func(engine.Options) (*rule.Set, []*rule.Problem, error)

	stdout, stderr io.Writer
	getenv         func(string) string
	isTerminal     func(io.Writer) bool
}

func newProgram() *program {
	return &program{
		audit:      engine.Check,
		rules:      engine.Rules,
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
