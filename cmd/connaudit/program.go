package main

import (
	"context"
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/report/terminal"
	"github.com/bytelyst/connaudit/internal/rule"
)

// program is connaudit with the world that it runs in.
type program struct {
	audit func(context.Context, engine.Options) (*diag.Result, error)
	facts func(context.Context, engine.Options) (*diag.FactList, error)
	// survey is an audit with what it learned.
	survey func(context.Context, engine.Options) (*diag.Survey, error)
	rules  func(engine.Options) (*rule.Set, []*rule.Problem, error)

	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	now            func() time.Time
	isTerminal     func(io.Writer) bool
	width          func(io.Writer) int // columns of a terminal; 0 for anything else
}

func newProgram() *program {
	return &program{
		audit:      engine.Check,
		facts:      engine.Facts,
		survey:     engine.Survey,
		rules:      engine.Rules,
		stdin:      os.Stdin,
		stdout:     os.Stdout,
		stderr:     os.Stderr,
		getenv:     os.Getenv,
		now:        time.Now,
		isTerminal: isTerminal,
		width:      terminalWidth,
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func terminalWidth(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0 // no terminal
	}
	return columns
}

// The values of --color.
const (
	colorAuto   = "auto"
	colorAlways = "always"
	colorNever  = "never"
)

// style returns how text to w is emphasised. NO_COLOR and TERM=dumb say what a terminal's user wants; --color overrules.
func (p *program) style(color string, w io.Writer) terminal.Style {
	if color == colorAlways || color == colorAuto && p.isTerminal(w) && p.getenv("NO_COLOR") == "" && p.getenv("TERM") != "dumb" {
		return terminal.ANSI()
	}
	return terminal.Style{}
}
