package main

import (
	"bytes"
	"errors"
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

// parseOutputs reads the values of --output; auto is the format that stands for AutoFormat.
func parseOutputs(values []string, auto string) ([]output, error) {
	var out []output
	seen := map[string]bool{}
	for _, v := range values {
		name, file, ok := strings.Cut(v, "=")
		if !ok || file == "" {
			return nil, usage("write --output FORMAT=FILE, such as json=findings.json", "--output cannot be %q", v)
		}
		if err := oneOf("the format of --output", name, formatNames()...); err != nil {
			return nil, err
		}
		if name == report.AutoFormat {
			name = auto
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

// write writes the file in one go, so that a failing format leaves the old one alone. summary names a file that others write
// to as well, and which is appended to.
func (out output) write(r *diag.Result, o report.Options, summary string) error {
	var b bytes.Buffer
	if err := out.format(&b, r, o); err != nil {
		return fmt.Errorf("--output %s: %w", out.file, err)
	}
	write := os.WriteFile
	if sameFile(out.file, summary) {
		write = appendFile
	}
	if err := write(out.file, b.Bytes(), 0o666); err != nil {
		return fmt.Errorf("--output: %w; name a file in a folder that exists and can be written", err)
	}
	return nil
}

// deliver writes what is whole to the file that --output names, to standard output without one.
func (p *program) deliver(data []byte, file string) error {
	if file == "" {
		if _, err := p.stdout.Write(data); err != nil {
			return fmt.Errorf("writing to standard output: %w", err)
		}
		return nil
	}
	if err := os.WriteFile(file, data, 0o666); err != nil {
		return fmt.Errorf("--output: %w; name a file in a folder that exists and can be written", err)
	}
	return nil
}

// sameFile reports whether two names are of one file, which is there.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

// appendFile is os.WriteFile but for what the file holds already.
func appendFile(name string, data []byte, mode os.FileMode) error {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// write writes files first, so that a full answer stands on standard output last, below any complaint.
func (p *program) write(r *diag.Result, f *checkFlags, outputs []output) error {
	if err := report.Errors(p.stderr, r.Errors, f.strict, p.style(f.color, p.stderr)); err != nil {
		return fmt.Errorf("writing to standard error: %w", err)
	}
	o, err := f.reportOptions(r)
	if err != nil {
		return err
	}
	if err := p.writeFiles(r, f, outputs); err != nil {
		return err
	}
	o.Style, o.Width = p.style(f.color, p.stdout), p.width(p.stdout)
	answer := func(w io.Writer) error { return p.writeAnswer(w, r, f, o) }
	if f.format == textFormat {
		err = p.guarded(p.stdout, answer)
	} else {
		err = answer(p.stdout)
	}
	if err != nil {
		return fmt.Errorf("writing to standard output: %w", err)
	}
	return nil
}

// writeFiles writes what --output asks for.
func (p *program) writeFiles(r *diag.Result, f *checkFlags, outputs []output) error {
	o, err := f.reportOptions(r)
	if err != nil {
		return err
	}
	for _, out := range outputs {
		if err := out.write(r, o, p.getenv("GITHUB_STEP_SUMMARY")); err != nil {
			return err
		}
	}
	return nil
}

// reportOptions are the options of all formats.
func (f *checkFlags) reportOptions(r *diag.Result) (report.Options, error) {
	dir, err := os.Getwd()
	if err != nil {
		return report.Options{}, fmt.Errorf("the working directory: %w", err)
	}
	return report.Options{All: f.all, ShowOK: f.showOK, ShowUnknown: f.showUnkn, Stats: f.stats, Quiet: f.quiet, Source: &fileSource{open: r.Open},
		Home: newGitHome(dir), Changed: r.Changed}, nil
}

// textFormat is the format for people.
const textFormat = "text"

// writeAnswer writes the format and the tables to w, which leads to standard output. Tables would spoil other formats than
// text and go to standard error then.
func (p *program) writeAnswer(w io.Writer, r *diag.Result, f *checkFlags, o report.Options) error {
	isText := f.format == textFormat
	write, _ := report.Lookup(f.format) // was checked
	tables := w
	if !isText {
		tables, o.Style = p.stderr, p.style(f.color, p.stderr)
	}
	if !isText || !f.statistics {
		if err := write(w, r, o); err != nil {
			return err
		}
	}
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
