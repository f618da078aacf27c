package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/cache"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/report"
)

// checkFlags are the flags of check.
type checkFlags struct {
	workspaceFlags
	format     string
	outputs    []string
	failOn     string
	showOK     bool
	showUnkn   bool
	all        bool
	explain    bool
	timing     bool
	statistics bool
	stats      bool
	strict     bool
	forceExcl  bool
	debugFiles bool
	quiet      bool
	newFrom    []string
	staged     bool
	acceptedFlags
	fix       string
	fixDryRun bool
	noCache   bool
	cacheDir  string
}

// workspaceFlags are the flags of all commands that read a workspace.
type workspaceFlags struct {
	config   string
	noConfig bool
	rules    []string
	workers  int
	color    string
	goTypes  bool
	// goTypesGiven: --go-types was given, which the configuration then has no say in.
	goTypesGiven bool
}

func (f *workspaceFlags) define(c *cobra.Command) {
	s := c.Flags()
	s.StringVar(&f.config, "config", "", "use this connaudit.yaml, not the nearest `FILE`")
	s.BoolVar(&f.noConfig, "no-config", false, "use no connaudit.yaml")
	s.StringArrayVar(&f.rules, "rules", nil, "rules of this `PATH`, a file or folder, too; with --no-config only these (repeatable)")
	s.BoolVar(&f.goTypes, "go-types", true, "load Go modules with their types; false: read the text, which takes less and tells less")
	s.IntVar(&f.workers, "workers", 0, "work on this `NUMBER` of files at a time; 0 means one for each processor")
	s.StringVar(&f.color, "color", colorAuto, "colour: `WHEN` is auto, always or never")
}

// check reports flags that make no sense.
func (f *workspaceFlags) check(c *cobra.Command) error {
	f.goTypesGiven = c.Flags().Changed("go-types")
	switch {
	case f.noConfig && c.Flags().Changed("config"):
		return usage("give one of them", "--config and --no-config contradict each other")
	case f.workers < 0:
		return usage("give 0 for one worker for each processor, or a positive number", "--workers is %d", f.workers)
	}
	return oneOf("--color", f.color, colorAuto, colorAlways, colorNever)
}

// options are what the flags say; what is learned of Go modules is kept in the user's cache directory.
func (f *workspaceFlags) options(paths []string) engine.Options {
	return f.optionsWith(paths, usersCache(thisBuild()))
}

// optionsWith are what the flags say. store keeps what is learned of Go modules; nil: nobody does.
func (f *workspaceFlags) optionsWith(paths []string, store *cache.Store) engine.Options {
	return engine.Options{Dir: ".", Paths: paths, ConfigFile: f.config, NoConfig: f.noConfig, RulePaths: f.rules, Workers: f.workers,
		Tool: tool(), Typed: f.typed(store)}
}

// oneOf reports a value of a flag that is not allowed.
func oneOf(flag, value string, allowed ...string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return usage("use "+strings.Join(allowed, ", "), "%s cannot be %q", flag, value)
}

// check reports flags that make no sense, before any work is done.
func (f *checkFlags) check(c *cobra.Command, getenv func(string) string) ([]output, error) {
	if err := f.workspaceFlags.check(c); err != nil {
		return nil, err
	}
	if f.forceExcl && f.noConfig && len(f.rules) > 0 {
		return nil, usage("leave it out", "--force-exclude makes no sense with --no-config --rules, which read the files that are named and nothing else")
	}
	if f.noCache && f.cacheDir != "" {
		return nil, usage("give one of them", "--no-cache and --cache-dir contradict each other")
	}
	if err := oneOf("--format", f.format, formatNames()...); err != nil {
		return nil, err
	}
	if err := f.acceptedFlags.check(c); err != nil {
		return nil, err
	}
	printed, file := report.Auto(getenv)
	if f.format == report.AutoFormat {
		f.format = printed
	}
	if err := oneOf("--fail-on", f.failOn, failLevels()...); err != nil {
		return nil, err
	}
	if err := f.checkFix(c); err != nil {
		return nil, err
	}
	return parseOutputs(f.outputs, file)
}

// formatNames are the values of --format, and of --output before the equals sign.
func formatNames() []string { return append([]string{report.AutoFormat}, report.Formats()...) }

func failLevels() []string { return append(diag.Severities(), failNever) }

// judge returns the exit status of a run that came to its end.
func (f *checkFlags) judge(r *diag.Result) error {
	if r.Failed(f.strict) {
		return exit(statusFailed)
	}
	// never is no severity, and nothing is as bad as that.
	if level, err := diag.ParseSeverity(f.failOn); err == nil && r.HasNew(level) {
		return exit(statusFindings)
	}
	return nil
}
