package gocheck

import (
	"bytes"
	"context"
	"encoding/gob"
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/bytelyst/connaudit/analyzers/model"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// record is what was learned of a module, with files named as the go command names them. It is plain data: what a run learned and what it
// finds kept by an earlier one are used in the same way.
type record struct {
	Covered []string // files of packages with complete types
	Stated  model.Result
	Failure string // why there is nothing, or less than all; empty for none

	seen    []source.Seen // the files that it was made from
	lasting bool          // nothing but these files can change it
}

func (r *record) encode() ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(r)
	return b.Bytes(), err
}

func decodeRecord(data []byte) (*record, error) {
	r := &record{}
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(r); err != nil {
		return nil, err
	}
	return r, nil
}

// add adds a record to what was learned.
func (p *placing) add(r *record, m module, ws *workspace.Workspace, out *facts.Learned) {
	if r.Failure != "" {
		out.Errors = append(out.Errors, m.failed(ws, r.Failure))
	}
	for _, name := range r.Covered {
		if f := p.file(name); f != nil {
			out.Covered[f] = true
		}
	}
	out.Facts = append(out.Facts, p.placed(&r.Stated)...)
	out.Seen = append(out.Seen, r.seen...)
	out.Lasting = out.Lasting && r.lasting
}

// learn loads a module and runs the passes over it.
func (c *Checker) learn(ctx context.Context, src subject, in *inputs, p *placing) *record {
	l, err := c.load(ctx, src, in, p)
	if err != nil {
		return &record{Failure: "the module does not load, and its files are read as text: " + reason(err, src.module.dir)}
	}
	r := &record{lasting: l.lasting}
	whole, broken := sound(l.roots)
	if broken.count > 0 {
		r.Failure = broken.message(len(l.roots), src.ws.Config.Go.Network)
	}
	if len(whole) == 0 {
		return r
	}
	results, err := c.analyze(whole, p)
	if err != nil {
		return &record{Failure: "its files are read as text: " + firstLine(err.Error())}
	}
	for _, pkg := range whole {
		r.Covered = append(r.Covered, pkg.CompiledGoFiles...)
	}
	for _, stated := range results {
		r.Stated.Facts = append(r.Stated.Facts, stated.Facts...)
	}
	return r
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
// are known by name. Types stay as they are.
func (p *placing) leaveLibraries(pkgs []*packages.Package) {
	packages.Visit(pkgs, nil, func(pkg *packages.Package) {
		for path, imported := range pkg.Imports {
			if !slices.ContainsFunc(imported.GoFiles, func(name string) bool { return p.file(name) != nil }) {
				delete(pkg.Imports, path)
			}
		}
	})
}
