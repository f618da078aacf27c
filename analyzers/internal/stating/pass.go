// Package stating makes an analysis pass of what states facts and of the rules that judge them.
//
// What passes have in common stands here: flags, facts of other packages, callers that settle parameters, asking the checks,
// reporting. A pass itself only says which code states what (Pass.State).
package stating

import (
	"fmt"
	"go/ast"
	"os"
	"reflect"
	"sort"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bytelyst/connaudit/analyzers/internal/flow"
	"github.com/bytelyst/connaudit/analyzers/internal/judge"
	"github.com/bytelyst/connaudit/analyzers/internal/wire"
	"github.com/bytelyst/connaudit/analyzers/model"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

// docs is where passes are explained, each under its name, with its rules.
const docs = "https://pkg.go.dev/github.com/bytelyst/connaudit/analyzers/"

// Pass is what makes an analysis pass. T is a type of the pass's own, such as its state, so that its analysis facts are told
// from others'.
type Pass[T any] struct {
	Name   string
	Source string   // the file with the package comment, of which Doc takes the pass's
	Rules  []string // ids of the checks that judge the facts
	// Needs are packages without which no code of a package states anything; empty for any code.
	Needs []string
	// Requires are passes whose facts the checks compare with.
	Requires []*analysis.Analyzer
	// Facts are further types of analysis facts that State exports.
	Facts []analysis.Fact
	// State returns what the code of a package states.
	State func(c Code) []Draft
	// Fixes returns the fixes of a finding; nil for a pass without. Whoever runs them does not look at each.
	Fixes func(c Code, f judge.Finding) []analysis.SuggestedFix
}

// Code is what a pass looks at.
type Code struct {
	Pass *analysis.Pass // whose analysis facts are the pass's own
	*flow.Package
	// Param returns what the settings, else the rule files, give a param of a rule; null for none.
	Param func(rule, name string) *value.Value
}

// Draft is a fact whose values hang on parameters, perhaps: it is made once for each caller that settles them.
type Draft struct {
	Node ast.Node                           // the code that states it
	Make func(f *flow.Frame) *facts.Fact    // nil where it states nothing after all
	On   func(f *facts.Fact) []*value.Value // what must be settled
}

// packageFacts is what the packages of a module are told of a package's facts.
type packageFacts[T any] struct {
	Root  string // the module's folder
	Facts []wire.Fact
}

// AFact marks packageFacts as an analysis fact.
func (*packageFacts[T]) AFact() {}

func (f *packageFacts[T]) String() string { return fmt.Sprintf("%d facts", len(f.Facts)) }

// pending is what a function states for arguments of callers in other packages.
type pending[T any] struct {
	Root  string
	Facts []wire.Fact
}

// AFact marks pending as an analysis fact.
func (*pending[T]) AFact() {}

func (f *pending[T]) String() string { return fmt.Sprintf("%d facts for each call", len(f.Facts)) }

// New makes the analysis pass.
func New[T any](p Pass[T]) *analysis.Analyzer {
	s := &settings{rules: p.Rules, params: map[string]judge.Params{}}
	a := &analysis.Analyzer{
		Name: p.Name, Doc: Doc(p.Source, p.Name), URL: docs + p.Name,
		Requires:   append([]*analysis.Analyzer{flow.Analyzer}, p.Requires...),
		ResultType: reflect.TypeFor[*model.Result](),
		FactTypes:  append([]analysis.Fact{(*packageFacts[T])(nil), (*pending[T])(nil)}, p.Facts...),
	}
	s.register(&a.Flags)
	a.Run = func(pass *analysis.Pass) (any, error) {
		r := &run[T]{pass: p, driver: pass, code: pass.ResultOf[flow.Analyzer].(*flow.Package), settings: s}
		var err error
		r.code.Do(func() { err = r.run() })
		return &model.Result{Facts: r.facts, Imported: r.theirs}, err
	}
	return a
}

// run is one pass over one package.
type run[T any] struct {
	pass     Pass[T]
	driver   *analysis.Pass
	code     *flow.Package
	settings *settings
	disk     *judge.Disk
	facts    []*facts.Fact
	theirs   []*facts.Fact // of packages of the module that are imported
}

func (r *run[T]) run() error {
	if r.code.Others() || len(r.pass.Needs) > 0 && !flow.Contains(r.driver, r.pass.Needs...) {
		return nil
	}
	r.disk = judge.NewDisk(r.code.Dir(), os.ReadFile) // drivers read a package's own files only
	drafts := r.pass.State(r.asCode())
	drafts = append(drafts, r.sent()...)
	for _, d := range drafts {
		if !r.code.Skipped(d.Node.Pos()) {
			r.settle(d)
		}
	}
	sort.SliceStable(r.facts, func(i, j int) bool { return r.facts[i].At.Less(r.facts[j].At) })
	r.theirs = r.imported()
	r.export()
	return r.judge(append(r.required(), r.theirs...))
}

func (r *run[T]) asCode() Code {
	return Code{Pass: r.driver, Package: r.code, Param: r.settings.param}
}

// imported are the facts of packages of the same module that the package imports.
func (r *run[T]) imported() []*facts.Fact {
	var out []*facts.Fact
	all := r.driver.AllPackageFacts()
	sort.Slice(all, func(i, j int) bool { return all[i].Package.Path() < all[j].Package.Path() })
	for _, f := range all {
		if pf, ok := f.Fact.(*packageFacts[T]); ok && f.Package != r.driver.Pkg && pf.Root == r.disk.Root {
			for _, w := range pf.Facts {
				out = append(out, r.code.Wires().Fact(w))
			}
		}
	}
	return out
}

// required are the facts of the passes that are required.
func (r *run[T]) required() []*facts.Fact {
	var out []*facts.Fact
	for _, a := range r.pass.Requires {
		if res, ok := r.driver.ResultOf[a].(*model.Result); ok {
			out = append(append(out, res.Facts...), res.Imported...)
		}
	}
	return out
}

// export tells the packages that import this one.
func (r *run[T]) export() {
	if len(r.facts) == 0 {
		return
	}
	pf := &packageFacts[T]{Root: r.disk.Root}
	for _, f := range r.facts {
		if !f.Head {
			pf.Facts = append(pf.Facts, wire.PackFact(f))
		}
	}
	r.driver.ExportPackageFact(pf)
}

// judge asks the checks, and reports.
func (r *run[T]) judge(imported []*facts.Fact) error {
	if len(r.facts) == 0 {
		return nil // findings are about what is stated here; the files around the package need not be read for none
	}
	world := judge.NewWorld(r.facts, imported, r.disk)
	for _, id := range r.pass.Rules {
		if r.settings.disabled(id) {
			continue
		}
		c, err := judge.Find(id)
		if err != nil {
			return err
		}
		for _, f := range c.Findings(world, r.settings.params[id]) {
			r.report(f)
		}
	}
	return nil
}

func (r *run[T]) report(f judge.Finding) {
	start, end := r.code.Range(f.Fact.At)
	if !start.IsValid() {
		return
	}
	d := analysis.Diagnostic{Pos: start, End: end, Category: f.Check.ID, Message: f.Message}
	for _, o := range f.Related {
		if s, e := r.code.Range(o.At); s.IsValid() {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: s, End: e, Message: relation(o)})
		}
	}
	if s, e := r.code.Range(f.Fact.Origin); s.IsValid() && s != start {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: s, End: e, Message: "for which this is done here"})
	}
	if r.pass.Fixes != nil {
		d.SuggestedFixes = r.pass.Fixes(r.asCode(), f)
	}
	r.driver.Report(d)
}

// relation says what a fact is that a finding is compared with.
func relation(f *facts.Fact) string {
	text := f.Role
	if text == "" {
		text = f.Kind
	}
	if f.Value.Kind == value.List && f.Value.Known() {
		var names []string
		for _, e := range f.Value.Elems {
			names = append(names, e.Str)
		}
		text += " with " + strings.Join(names, ", ")
	}
	return text + " here"
}
