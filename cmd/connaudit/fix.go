package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/fix"
	"github.com/bytelyst/connaudit/internal/source"
)

// The values of --fix.
const (
	fixSafe = "safe"
	fixAll  = "all"
)

func (f *checkFlags) fixes() bool { return f.fix != "" || f.fixDryRun }

// checkFix reports flags about fixes that make no sense.
func (f *checkFlags) checkFix(c *cobra.Command) error {
	if c.Flags().Changed("fix") {
		if err := oneOf("--fix", f.fix, fixSafe, fixAll); err != nil {
			return err
		}
	}
	if f.fixDryRun && c.Flags().Changed("format") {
		return usage("give --format without it; --output FORMAT=FILE writes what is found now", "--fix-dry-run prints a diff on standard output, and no %s", f.format)
	}
	if f.staged && f.fixes() {
		return usage("leave out one of them", "fixes change files as they are on disk, and --staged looks at them as they are in the index")
	}
	return nil
}

// fix makes the fixes that findings offer, and then does what a run without them does with what remains.
func (p *program) fix(ctx context.Context, f *checkFlags, o engine.Options, r *diag.Result, outputs []output) error {
	if !f.fixDryRun {
		unlock, err := fix.Lock(cmp.Or(r.Root, "."))
		if err != nil {
			return err
		}
		defer unlock()
	}
	options, err := p.fixOptions(f, o, r)
	if err != nil {
		return err
	}
	made, err := fix.Make(ctx, options, r)
	if err != nil {
		return err
	}
	r.DropOutside()
	made.Result.DropOutside()
	if f.fixDryRun {
		return p.showFixes(f, options.Dir, r, made, outputs)
	}
	var failed []error
	for _, change := range made.Changes {
		if err := change.Write(options.Dirs); err != nil {
			failed = append(failed, err)
		}
	}
	if r = made.Result; len(failed) > 0 {
		if r, err = p.audit(ctx, o); err != nil {
			return err
		}
		r.DropOutside()
	}
	if err := p.write(r, f, outputs); err != nil {
		return err
	}
	if len(failed) > 0 {
		return errors.Join(failed...)
	}
	if err := tellFixes(p.stderr, made, f.quiet, "fixed"); err != nil {
		return err
	}
	return f.judge(r)
}

// showFixes prints what would be written. Files that are written say what is found now.
func (p *program) showFixes(f *checkFlags, dir string, r *diag.Result, made *fix.Outcome, outputs []output) error {
	from := fix.DiffDir(dir, made.Changes)
	if err := p.guarded(p.stdout, func(w io.Writer) error { return writeDiffs(w, from, made.Changes, p.isTerminal(p.stdout)) }); err != nil {
		return fmt.Errorf("writing to standard output: %w", err)
	}
	if err := p.writeFiles(r, f, outputs); err != nil {
		return err
	}
	if err := tellFixes(p.stderr, made, f.quiet, "would fix"); err != nil {
		return err
	}
	if from != dir {
		p.complain("the diff is for git apply in " + source.Visible(fromHere(from)))
	}
	return f.judge(made.Result)
}

// writeDiffs writes the changes as one diff, with names from the folder dir; for a terminal what could steer it is written as escapes.
func writeDiffs(w io.Writer, dir string, changes []fix.Change, terminal bool) error {
	for _, c := range changes {
		diff := c.Diff(dir)
		if terminal {
			lines := strings.Split(diff, "\n")
			for i := range lines {
				lines[i] = source.Visible(strings.TrimSuffix(lines[i], "\r"))
			}
			diff = strings.Join(lines, "\n")
		}
		if _, err := io.WriteString(w, diff); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) fixOptions(f *checkFlags, o engine.Options, r *diag.Result) (fix.Options, error) {
	dir, err := os.Getwd()
	if err != nil {
		return fix.Options{}, fmt.Errorf("the working directory is not known: %w", err)
	}
	out := fix.Options{Dir: dir, All: f.fix == fixAll, Dirs: r.Dirs, SyntaxErrors: engine.SyntaxErrors, Leaves: []string{engine.IgnoreUnused},
		Audit: func(ctx context.Context, overlay map[string][]byte) (*diag.Result, error) {
			o := o
			o.Overlay = overlay
			return p.audit(ctx, o)
		}}
	for _, path := range o.Paths {
		abs, err := filepath.Abs(path)
		if err != nil {
			return fix.Options{}, err
		}
		out.Only = append(out.Only, abs)
		if info, err := os.Stat(abs); err == nil && !info.IsDir() {
			out.Dirs = append(out.Dirs, filepath.Dir(abs)) // a file may lie in no repository
		}
	}
	return out, nil
}

// maxTold bounds the fixes that are told of one by one.
const maxTold = 20

// tellFixes says what was fixed, by rule and file, and what was not, and why. It goes to standard error: standard output holds what was
// asked for in its format.
func tellFixes(w io.Writer, made *fix.Outcome, quiet bool, did string) error {
	var b strings.Builder
	if len(made.Done) > 0 && !quiet {
		fmt.Fprintf(&b, "connaudit: %s %s in %s\n", did, many(resolved(made.Done), "finding"), many(len(made.Changes), "file"))
		for _, line := range doneLines(made) {
			fmt.Fprintf(&b, "  %s\n", source.Visible(line))
		}
	}
	if len(made.Refused) > 0 {
		fmt.Fprintf(&b, "connaudit: %s not fixed\n", many(len(made.Refused), "finding"))
	}
	for i, r := range made.Refused {
		if i == maxTold {
			fmt.Fprintf(&b, "  and %d more (check --explain says why)\n", len(made.Refused)-i)
			break
		}
		at := fmt.Sprintf("%s:%d:%d: %s: ", r.Finding.File, r.Finding.Start.Line, r.Finding.Start.Column, r.Finding.RuleID)
		if r.Title != "" {
			at += r.Title + ": "
		}
		fmt.Fprintf(&b, "  %s\n", source.Visible(at+r.Why))
	}
	if made.Unsafe > 0 && !quiet {
		fmt.Fprintf(&b, "connaudit: %s left with a fix that a person should look at (--fix=all makes these, too)\n", many(made.Unsafe, "finding"))
	}
	if made.None > 0 && !quiet {
		fmt.Fprintf(&b, "connaudit: %s left for which there is no fix\n", many(made.None, "finding"))
	}
	if b.Len() == 0 && !quiet {
		b.WriteString("connaudit: nothing to fix\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// resolved counts findings, those that a root cause explains among them.
func resolved(done []fix.Done) int {
	n := 0
	for _, d := range done {
		n += d.Resolves()
	}
	return n
}

// doneLines counts what was fixed by file and rule, and names the files that were changed along with these.
func doneLines(made *fix.Outcome) []string {
	type at struct{ file, rule string }
	count := map[at]int{}
	for _, d := range made.Done {
		count[at{d.Finding.File, d.Finding.RuleID}] += d.Resolves()
	}
	var out []string
	for _, k := range slices.SortedFunc(maps.Keys(count), func(a, b at) int { return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.rule, b.rule)) }) {
		out = append(out, fmt.Sprintf("%s: %d %s", k.file, count[k], k.rule))
	}
	for _, c := range made.Changes {
		if !slices.ContainsFunc(made.Done, func(d fix.Done) bool { return d.Finding.File == c.File }) {
			out = append(out, c.File+": changed for these")
		}
	}
	return out
}

func many(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
