package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report"
)

// output is one --output.
type output struct {
	format report.Format
	file   string
}

// parseOutputs reads the values of --output.
func parseOutputs(values []string) ([]output, error) {
	var out []output
	seen := map[string]bool{}
	for _, v := range values {
		name, file, ok := strings.Cut(v, "=")
		if !ok || file == "" {
			return nil, usage("write --output FORMAT=FILE, such as json=findings.json", "--output cannot be %q", v)
		}
		if err := oneOf("the format of --output", name, report.Formats()...); err != nil {
			return nil, err
		}
		format, _ := report.Lookup(name) // was checked
		clean := filepath.Clean(file)
		if seen[clean] {
			return nil, usage("give each its own file", "two --output write %s", file)
		}
		seen[clean] = true
		out = append(out, output{format, file})
	}
	return out, nil
}

// write writes the file in one go, so that a failing format leaves the old one alone.
func (out output) write(r *diag.Result, o report.Options) error {
	var b bytes.Buffer
	if err := out.format(&b, r, o); err != nil {
		return fmt.Errorf("--output %s: %w", out.file, err)
	}
	if err := os.WriteFile(out.file, b.Bytes(), 0o666); err != nil {
		return fmt.Errorf("--output: %w; name a file in a folder that exists and can be written", err)
	}
	return nil
}

// write writes files first, so that a full answer stands on standard output last, below any complaint.
func (p *program) write(r *diag.Result, f *checkFlags, outputs []output) error {
	if err := report.Errors(p.stderr, r.Errors, f.strict, p.style(f.color, p.stderr)); err != nil {
		return fmt.Errorf("writing to standard error: %w", err)
	}
	o := f.reportOptions()
	for _, out := range outputs {
		if err := out.write(r, o); err != nil {
			return err
		}
	}
	o.Style, o.Width = p.style(f.color, p.stdout), p.width(p.stdout)
	if err := p.writeAnswer(r, f, o); err != nil {
		return fmt.Errorf("writing to standard output: %w", err)
	}
	return nil
}

func (f *checkFlags) reportOptions() report.Options {
	return report.Options{All: f.all, ShowOK: f.showOK, ShowUnknown: f.showUnkn, Stats: f.stats, Quiet: f.quiet, Source: &fileSource{}}
}

// writeAnswer writes the format and the tables. Tables would spoil other formats than text and go to standard error then.
func (p *program) writeAnswer(r *diag.Result, f *checkFlags, o report.Options) error {
	isText := f.format == "text"
	write, _ := report.Lookup(f.format) // was checked
	tables := p.stdout
	if !isText {
		tables = p.stderr
	}
	if !isText || !f.statistics {
		if err := write(p.stdout, r, o); err != nil {
			return err
		}
	}
	o.Style = p.style(f.color, tables)
	for _, t := range []struct {
		wanted bool
		write  report.Format
	}{{f.statistics, report.Statistics}, {f.debugFiles, report.DebugFiles}, {f.timing, report.Timing}} {
		if !t.wanted {
			continue
		}
		if err := separate(tables, isText && !f.statistics); err != nil {
			return err
		}
		if err := t.write(tables, r, o); err != nil {
			return err
		}
	}
	return nil
}

// separate writes an empty line between two things.
func separate(w io.Writer, wanted bool) error {
	if !wanted {
		return nil
	}
	_, err := io.WriteString(w, "\n")
	return err
}
