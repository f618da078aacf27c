package gocheck

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/bytelyst/connaudit/analyzers/model"
	"github.com/bytelyst/connaudit/internal/facts"
)

// learnModule loads one module, runs the passes over it and adds what they state.
func (c *Checker) learnModule(ctx context.Context, src source, p *placing, out *facts.Learned) {
	ws, m := src.ws, src.module
	loaded, err := c.load(ctx, src)
	if err != nil {
		out.Errors = append(out.Errors, m.failed(ws, "the module does not load, and its files are read as text: "+firstLine(err.Error())))
		return
	}
	whole, broken := sound(loaded)
	if broken.count > 0 {
		out.Errors = append(out.Errors, m.failed(ws, broken.message(len(loaded), ws.Config.Go.Network)))
	}
	if len(whole) == 0 {
		return
	}
	results, err := c.analyze(whole, p)
	if err != nil {
		out.Errors = append(out.Errors, m.failed(ws, "its files are read as text: "+firstLine(err.Error())))
		return
	}
	for _, pkg := range whole {
		for _, name := range pkg.CompiledGoFiles {
			if f := p.file(name); f != nil {
				out.Covered[f] = true
			}
		}
	}
	for _, r := range results {
		out.Facts = append(out.Facts, p.placed(r)...)
	}
}

// load loads the packages of a module with all that they import. A module that the go.work file above it does not name is
// loaded by itself.
func (c *Checker) load(ctx context.Context, src source) ([]*packages.Package, error) {
	loaded, err := c.loadWith(ctx, src, "")
	if err == nil && !outsideWork(loaded) {
		return loaded, nil
	}
	if err != nil && !strings.Contains(err.Error(), "go.work") && !strings.Contains(err.Error(), "workspace") {
		return nil, err
	}
	return c.loadWith(ctx, src, "off")
}

func (c *Checker) loadWith(ctx context.Context, src source, work string) ([]*packages.Package, error) {
	settings := src.ws.Config.Go
	cfg := &packages.Config{
		Mode: packages.LoadAllSyntax | packages.NeedModule, Context: ctx, Dir: src.module.dir,
		Env: c.environment(c.env, src.module.dir, settings, work), Overlay: src.overlay,
	}
	if len(settings.Tags) > 0 {
		cfg.BuildFlags = []string{"-tags=" + strings.Join(settings.Tags, ",")}
	}
	loaded, err := packages.Load(cfg, "./...")
	if err == nil && len(loaded) == 0 {
		return nil, errors.New("it has no packages")
	}
	return loaded, err
}

// outsideWork reports whether the go command found that the packages are not part of the workspace of a go.work file.
func outsideWork(loaded []*packages.Package) bool {
	for _, pkg := range loaded {
		for _, e := range pkg.Errors {
			if strings.Contains(e.Msg, "not one of the workspace modules") || strings.Contains(e.Msg, "go.work") {
				return true
			}
		}
	}
	return false
}

// breakage is what is wrong with packages of a module.
type breakage struct {
	count int
	first string
}

// sound returns the packages with complete types.
func sound(loaded []*packages.Package) (whole []*packages.Package, b breakage) {
	for _, pkg := range loaded {
		if len(pkg.Errors) == 0 && !pkg.IllTyped && pkg.Types != nil {
			whole = append(whole, pkg)
			continue
		}
		if b.count++; b.first == "" {
			b.first = firstError(pkg)
		}
	}
	return whole, b
}

// firstError is the first error of a package, or of one that it imports.
func firstError(pkg *packages.Package) string {
	first := ""
	packages.Visit([]*packages.Package{pkg}, func(p *packages.Package) bool {
		if first == "" && len(p.Errors) > 0 {
			first = firstLine(p.Errors[0].Msg)
		}
		return first == ""
	}, nil)
	return first
}

func (b breakage) message(all int, network bool) string {
	what := fmt.Sprintf("types of %d of its %d packages are incomplete, and their files are read as text: %s", b.count, all, b.first)
	if !network && (strings.Contains(b.first, "module lookup disabled") || strings.Contains(b.first, "GOPROXY")) {
		what += ". Run `go mod download` there, or allow it with go: {network: true} in connaudit.yaml"
	}
	return what
}

// analyze runs the passes. One that fails, or panics, fails the module: half of what passes state would look like all of it.
func (c *Checker) analyze(pkgs []*packages.Package, p *placing) (results []*model.Result, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("a pass failed: %v", r)
		}
	}()
	p.leaveLibraries(pkgs)
	// One after the other: in goroutines of its own a panic could not be caught.
	graph, err := checker.Analyze(c.passes, pkgs, &checker.Options{Sequential: true})
	if err != nil {
		return nil, err
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			return nil, fmt.Errorf("pass %s on %s: %w", act.Analyzer.Name, act.Package.PkgPath, act.Err)
		}
		if r, ok := act.Result.(*model.Result); ok && r != nil {
			results = append(results, r)
		}
	}
	return results, nil
}

// leaveLibraries takes what is not of the workspace out of what packages import, as far as passes go through it for facts: libraries
// are known by name, and to go through all that they import costs more than all the rest. Types stay as they are.
func (p *placing) leaveLibraries(pkgs []*packages.Package) {
	packages.Visit(pkgs, nil, func(pkg *packages.Package) {
		for path, imported := range pkg.Imports {
			if imported.Module == nil || !slices.ContainsFunc(imported.GoFiles, func(name string) bool { return p.file(name) != nil }) {
				delete(pkg.Imports, path)
			}
		}
	})
}

func firstLine(s string) string {
	s = strings.TrimSpace(s)
	line, _, _ := strings.Cut(s, "\n")
	return filepath.ToSlash(line)
}
