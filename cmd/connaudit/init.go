package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/report"
	"github.com/bytelyst/connaudit/internal/scaffold"
	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/workspace"
)

const initHelp = `Propose a connaudit.yaml for the working directory and write it: the repositories that are there and, in comments, what the rules
see of them. Findings are the same as without the file.

With --hook or --workflow the configuration of pre-commit or of a host's pipelines is written too, in the git repository here or, above
several, in each of them. A file that exists is never changed: what it lacks is printed, and the exit status is 2.`

const initExample = `  connaudit init --dry-run                 print what would be written
  connaudit init --hook                    connaudit.yaml, and the hook of pre-commit
  connaudit init --workflow github         connaudit.yaml, and a workflow of GitHub Actions`

// initFlags are the flags of init.
type initFlags struct {
	hook, dryRun bool
	workflows    []string
	color        string
}

func (p *program) initCommand() *cobra.Command {
	var f initFlags
	c := &cobra.Command{
		Use: "init", Short: "Write connaudit.yaml, a hook, a workflow", Long: initHelp, Example: initExample, Args: exactly(),
		RunE: func(c *cobra.Command, _ []string) error { return p.init(c.Context(), &f) },
	}
	s := c.Flags()
	s.BoolVar(&f.hook, "hook", false, "write the hook of pre-commit, too")
	s.StringArrayVar(&f.workflows, "workflow", nil, "write the workflow of this `HOST`, too: "+strings.Join(scaffold.Hosts(), ", ")+" (repeatable)")
	s.BoolVar(&f.dryRun, "dry-run", false, "print the files, and write nothing")
	s.StringVar(&f.color, "color", colorAuto, "colour: `WHEN` is auto, always or never")
	return c
}

func (p *program) init(ctx context.Context, f *initFlags) error {
	for _, w := range f.workflows {
		if err := oneOf("--workflow", w, scaffold.Hosts()...); err != nil {
			return err
		}
	}
	if err := oneOf("--color", f.color, colorAuto, colorAlways, colorNever); err != nil {
		return err
	}
	place, err := scaffold.Look(".")
	if err != nil {
		return err
	}
	files, err := f.others(place)
	if err != nil {
		return err
	}
	switch {
	case place.Config != "" && len(files) > 0: // what else was asked for needs no other configuration
	case place.Config != "" && filepath.Dir(place.Config) != place.Dir:
		return usage("change that one, or run init with --hook or --workflow",
			"this folder belongs to the workspace of %s, and a %s here would take its place", place.Config, workspace.ConfigName)
	case place.Config == "" && place.Root != place.Dir:
		return usage("run connaudit init there", "this folder lies in the repository %s", place.Root)
	default:
		config, err := p.proposeConfig(ctx, f, place)
		if err != nil {
			return err
		}
		files = append([]scaffold.File{config}, files...)
	}
	return p.place(files, f.dryRun)
}

// others are the files that were asked for beside connaudit.yaml.
func (f *initFlags) others(place *scaffold.Place) ([]scaffold.File, error) {
	if !f.hook && len(f.workflows) == 0 {
		return nil, nil
	}
	checkouts := place.Checkouts()
	if len(checkouts) == 0 {
		return nil, usage("run connaudit init at the root of a git repository, or above several", "--hook and --workflow are for git repositories, and %s is none and holds none", place.Dir)
	}
	name, _, _ := build()
	revision := scaffold.Revision(name)
	var out []scaffold.File
	for _, r := range checkouts {
		if f.hook {
			file, err := scaffold.Hook(r, revision)
			if err != nil {
				return nil, err
			}
			out = append(out, file)
		}
		for _, w := range f.workflows {
			file, err := scaffold.Workflow(w, r, revision)
			if err != nil {
				return nil, err
			}
			out = append(out, file)
		}
	}
	return out, nil
}

// proposeConfig audits the place as if it had no configuration.
func (p *program) proposeConfig(ctx context.Context, f *initFlags, place *scaffold.Place) (scaffold.File, error) {
	progress, done := p.progress(ctx, false)
	o := engine.Options{Dir: ".", NoConfig: true, Tool: tool(), Skipped: true, Progress: progress}
	s, err := p.survey(ctx, o)
	done()
	if err != nil {
		return scaffold.File{}, err
	}
	if err := report.Errors(p.stderr, s.Result.Errors, false, p.style(f.color, p.stderr)); err != nil {
		return scaffold.File{}, fmt.Errorf("writing to standard error: %w", err)
	}
	rules, _, err := p.rules(o) // the built-in ones load
	if err != nil {
		return scaffold.File{}, err
	}
	return scaffold.Config(place, s, rules)
}

// place writes the files that are not there, or with dry prints them. It says what the others lack.
func (p *program) place(files []scaffold.File, dry bool) error {
	var b strings.Builder
	taken := false
	for _, f := range files {
		state, err := f.State()
		if err != nil {
			return err
		}
		name := source.Visible(shownFrom(f))
		switch {
		case state == scaffold.Same:
			fmt.Fprintf(&b, "# %s is there, with this very text\n", name)
		case state == scaffold.Other:
			taken = true
			fmt.Fprintf(&b, "# %s exists and stays as it is; this is proposed for it:\n%s", name, f.Part)
		case dry:
			fmt.Fprintf(&b, "# %s would be:\n%s", name, f.Text)
		default:
			if err := f.Write(); err != nil {
				return err
			}
			fmt.Fprintf(&b, "%s was written%s\n", name, next(f))
		}
	}
	if _, err := p.stdout.Write([]byte(b.String())); err != nil {
		return fmt.Errorf("writing to standard output: %w", err)
	}
	if taken && !dry {
		p.complain("a file that exists was not changed; what is proposed for it stands on standard output")
		return exit(statusFailed)
	}
	return nil
}

func next(f scaffold.File) string {
	if f.Next == "" {
		return ""
	}
	return "; next: " + f.Next
}

// shownFrom names a file from the working directory, below which all proposed files lie.
func shownFrom(f scaffold.File) string {
	if dir, err := filepath.Abs("."); err == nil {
		if rel, err := filepath.Rel(dir, f.Abs()); err == nil {
			return filepath.ToSlash(rel)
		}
	}
	return f.Abs()
}
