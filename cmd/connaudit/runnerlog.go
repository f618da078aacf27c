package main

import (
	"io"

	"github.com/bytelyst/connaudit/internal/report"
)

// inRunner reports whether GitHub's runner reads what is printed, and follows commands in it.
func (p *program) inRunner() bool { return p.getenv("GITHUB_ACTIONS") == "true" }

// guardLog keeps commands out of standard error, if they would be followed. What it returns writes the rest of it.
func (p *program) guardLog() (done func()) {
	if !p.inRunner() {
		return func() {}
	}
	log := report.NewRunnerLog(p.stderr)
	p.stderr = log
	// There is nobody left to tell that standard error is closed.
	return func() { _ = log.Flush() }
}

// guarded calls write with a writer to w that keeps commands out, if they would be followed.
func (p *program) guarded(w io.Writer, write func(io.Writer) error) error {
	if !p.inRunner() {
		return write(w)
	}
	log := report.NewRunnerLog(w)
	if err := write(log); err != nil {
		return err
	}
	return log.Flush()
}
