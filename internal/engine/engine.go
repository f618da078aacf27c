package engine

import (
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/bytelyst/connaudit/internal/cache"
	"github.com/bytelyst/connaudit/internal/check"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/files"
	"github.com/bytelyst/connaudit/internal/link"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/revision"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// TraceAll asks for the steps behind every finding.
const TraceAll = "*"

// Options say what to audit, and what to tell beside the findings.
type Options struct {
	Dir        string   // working directory
	Paths      []string // as given; none: Dir
	ConfigFile string   // empty: the nearest
	NoConfig   bool
	// ForceExclude: exclusions hold also for files that Paths name, see workspace.Options.
	ForceExclude bool
	RulePaths    []string // files and folders; with NoConfig nothing else is run
	Workers      int      // 0: one for each processor
	HeldCode     int      // bytes of code that are worked on at a time at least, and stay parsed; 0: a good number

	Staged     bool     // the repository around Dir is looked at as its index has it
	NewFrom    []string // REV or REPO=REV: only what came since is new
	Baseline   string   // file of accepted findings, relative to Dir; empty: as configured, or that in the workspace's folder
	NoBaseline bool
	Today      string            // YYYY-MM-DD, against which last days are held; empty: none is over
	Outside    bool              // findings that have nothing to do with Paths are wanted, too; see diag.Finding.Outside
	Overlay    map[string][]byte // contents of files of the workspace by absolute path, instead of what is on disk

	Trace               string // TraceAll, or the start of a fingerprint; empty: no steps
	ShowOK, ShowUnknown bool   // sites of these verdicts are wanted
	Skipped             bool   // files that are not read are wanted
	Timing              bool   // the cost of each rule is wanted
	OnRequest           bool   // what findings offer to fix is worked out when somebody asks, see diag.Finding.Offer
	Report              bool   // tables of checks, views and repositories are wanted; files are named from the workspace's folder
	Tool                diag.Tool

	Typed Typed        // learns what types tell of Go code; nil: nobody does
	Cache *cache.Store // results of earlier runs, for Check; nil: none

	// Progress hears what is being done and how much of it is done; total is 0 where that is not known. May be nil.
	Progress func(phase string, done, total int)
}

// audit is one run over its steps.
type audit struct {
	o       Options
	workers int
	start   time.Time
	ws      *workspace.Workspace
	rules   *rule.Set
	prog    *program.Program
	linker  *link.Linker
	store   *facts.Store
	learned *facts.Learned // by types; nil where nobody was asked
	imports imports        // read with the rules
	checks  []*check.Outcome
	groups  map[*check.Group]string // what names the finding of a group until fingerprints are known
	firsts  map[string]string       // fingerprints, by those of the findings that are told from them by their number alone
	renamed map[fileKey]string      // new paths of files, in an audit of how they were before
	memory  *check.Memory           // what is known of sites from the last time; nil: nothing is
	given   *rule.Set               // rules that need not be loaded; nil: they must
	partial bool                    // some rules did not load
	set     *files.Noted            // where settings are read from, and which were; nil: it is not noted
	staged  *revision.View          // what Staged shows; nil for the disk
	since   []since                 // what NewFrom names
	result  *diag.Result
	phase   time.Time

	key cache.Key // of the result in the cache; zero: it is not to be kept
}

// Check runs one audit. The error says that it could not run at all: a configuration or a PATH that does not hold; rules
// that do not load are errors in the result.
func Check(ctx context.Context, o Options) (*diag.Result, error) {
	a := newAudit(o)
	if err := a.take(ctx, []step{{"discover", a.discover}}); err != nil {
		return nil, err
	}
	if !a.recall() {
		if err := a.conclude(ctx); err != nil {
			return nil, err
		}
		a.keep()
	}
	a.narrow()
	return a.result, nil
}

// judged is an audit that has come to its result.
func judged(ctx context.Context, o Options) (*audit, error) {
	a := newAudit(o)
	if err := a.take(ctx, []step{{"discover", a.discover}}); err != nil {
		return nil, err
	}
	if err := a.conclude(ctx); err != nil {
		return nil, err
	}
	a.narrow()
	return a, nil
}

// conclude comes to a result, once the workspace is discovered. Findings that have nothing to do with PATHs are in it.
func (a *audit) conclude(ctx context.Context) error {
	if err := a.take(ctx, []step{{"rules", a.loadRules}, {"read", a.read}}); err != nil {
		return err
	}
	return a.evaluate(ctx)
}

// evaluate comes to a result, once the files are read.
func (a *audit) evaluate(ctx context.Context) error {
	err := a.take(ctx, []step{{"link", a.link}, {"types", a.typed}, {"imports", a.layImports}, {"match", a.match}, {"check", a.judge}, {"mark", a.mark}})
	if err != nil {
		return err
	}
	a.report()
	a.timed("report")
	a.result.Stats.DurationMS = time.Since(a.start).Milliseconds()
	a.result.Sort()
	return nil
}

// newAudit is an audit before its first step.
func newAudit(o Options) *audit {
	a := &audit{o: o, workers: o.Workers, start: time.Now(), result: &diag.Result{Tool: o.Tool}}
	if a.workers <= 0 {
		a.workers = runtime.NumCPU()
	}
	if a.o.Progress == nil {
		a.o.Progress = func(string, int, int) {}
	}
	a.phase = a.start
	return a
}

// step is a part of a run.
type step struct {
	name string
	run  func(context.Context) error
}

// take goes through steps until one fails.
func (a *audit) take(ctx context.Context, steps []step) error {
	for _, step := range steps {
		a.o.Progress(step.name, 0, 0)
		if err := step.run(ctx); err != nil {
			return err
		}
		a.timed(step.name)
	}
	return nil
}

func (a *audit) timed(name string) {
	now := time.Now()
	a.result.Stats.Phases = append(a.result.Stats.Phases, diag.Phase{Name: name, Duration: now.Sub(a.phase)})
	a.phase = now
}

func (a *audit) discover(ctx context.Context) error {
	o := a.workspaceOptions()
	if err := a.stage(ctx, &o); err != nil {
		return err
	}
	ws, err := workspace.Open(o)
	if err == nil && a.o.Report {
		ws, err = fromRoot(ws, o)
	}
	if err != nil {
		return err
	}
	a.ws = ws
	return errors.Join(a.viewedRepos(), a.findSince(ctx))
}

func (a *audit) workspaceOptions() workspace.Options {
	o := workspace.Options{Dir: a.o.Dir, Paths: a.o.Paths, ConfigFile: a.o.ConfigFile, NoConfig: a.o.NoConfig, Only: a.onlyRules() && len(a.o.Paths) > 0,
		ForceExclude: a.o.ForceExclude}
	switch {
	case a.set != nil:
		o.Settings = a.set
	case len(a.o.Overlay) > 0:
		o.Settings = files.Over(files.Disk, a.o.Overlay) // rule files and the configuration are edited, too
	}
	return o
}

// onlyRules reports whether just the rules of the command line run; where files are named there, on just these.
func (a *audit) onlyRules() bool { return a.o.NoConfig && len(a.o.RulePaths) > 0 }

// fromRoot opens a workspace again as it is seen from its own folder: what a report says, and a history compares, must not
// depend on where it was made.
func fromRoot(ws *workspace.Workspace, o workspace.Options) (*workspace.Workspace, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, err
	}
	if o.ConfigFile != "" && !filepath.IsAbs(o.ConfigFile) {
		o.ConfigFile = filepath.Join(dir, o.ConfigFile)
	}
	paths := make([]string, len(o.Paths))
	for i, p := range o.Paths {
		if paths[i] = p; !filepath.IsAbs(p) {
			paths[i] = filepath.Join(dir, p)
		}
	}
	if len(paths) == 0 && o.Only {
		paths = []string{dir}
	}
	o.Dir, o.Paths = ws.Root, paths
	return workspace.Open(o)
}

func (a *audit) loadRules(context.Context) error {
	if a.given != nil {
		a.rules = a.given
		return nil
	}
	var err error
	if a.imports, err = readImports(a.ws); err != nil {
		return err
	}
	set, problems, err := loadRules(a.ws, a.o, a.imports)
	if err != nil {
		return err
	}
	a.rules, a.partial = set, len(problems) > 0
	a.result.Errors = append(a.result.Errors, RuleErrors(problems)...)
	a.unsupported()
	for _, r := range set.Rules {
		if r.NotOffered != "" {
			a.fail(diag.RunError{Kind: diag.UnsupportedError, Message: "rule " + r.ID + " is not run: " + r.NotOffered + " is not supported",
				Path: r.Pos.File, Line: r.Pos.Line, Column: r.Pos.Column})
		}
	}
	return nil
}

// unsupported tells of entries that ask for languages alone that are not read.
func (a *audit) unsupported() {
	tell := func(e *rule.Entry) {
		if len(e.Formulas) == 0 && len(e.Unsupported) > 0 {
			a.fail(diag.RunError{Kind: diag.UnsupportedError, Path: e.Pos.File, Line: e.Pos.Line, Column: e.Pos.Column,
				Message: "entry is not used: language " + strings.Join(e.Unsupported, ", ") + " is not supported"})
		}
	}
	for _, k := range a.rules.Known {
		tell(&k.Entry)
	}
	for _, f := range a.rules.Facts {
		tell(&f.Entry)
	}
}

func (a *audit) fail(e diag.RunError) { a.result.Errors = append(a.result.Errors, e) }

func (a *audit) read(ctx context.Context) error {
	a.prog = program.New(a.ws, wordsOf(a.rules))
	a.prog.Overlay(a.o.Overlay)
	a.linker = link.New(a.prog, a.rules)
	if a.o.HeldCode > 0 {
		a.linker.PartSize, a.linker.HeldSize = a.o.HeldCode, a.o.HeldCode
	}
	return a.prog.Read(ctx, a.workers, a.linker.Wants, func(done, total int) { a.o.Progress("read", done, total) })
}

func (a *audit) link(ctx context.Context) error {
	store, err := a.linker.Run(ctx, a.workers)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, c := range a.rules.Checks {
		a.checks = append(a.checks, &check.Outcome{Check: c})
	}
	a.store = store
	return nil
}

func (a *audit) judge(ctx context.Context) error {
	var done atomic.Int64
	for i, o := range a.checks {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		start := time.Now()
		a.checks[i] = check.Judge(o.Check, a.store, a.linker, a.memory)
		a.linker.Rest()
		a.ruleTime(o.Check.ID, o.Check.Category, time.Since(start))
		a.o.Progress("check", int(done.Add(1)), len(a.checks))
	}
	return nil
}

// Rules loads the rules that an audit with these options would use.
func Rules(o Options) (*rule.Set, []*rule.Problem, error) {
	ws, err := workspace.Open(workspace.Options{Dir: o.Dir, Paths: o.Paths, ConfigFile: o.ConfigFile, NoConfig: o.NoConfig})
	if err != nil {
		return nil, nil, err
	}
	m, err := readImports(ws)
	if err != nil {
		return nil, nil, err
	}
	return loadRules(ws, o, m)
}

// errNoRules says that there is nothing to check by.
var errNoRules = errors.New("no rules to run: name a pack, a file or a folder under `rules:` in connaudit.yaml, or give --rules")
