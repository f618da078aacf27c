package gocheck

import (
	"context"
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// listMode asks the go command what packages there are and what they import. It compiles nothing for that.
const listMode = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule

// loading is a module that is being loaded.
type loading struct {
	src     subject
	placing *placing
	fset    *token.FileSet
	sizes   types.Sizes
	roots   []*packages.Package // those of the module that the workspace reads
	all     []*packages.Package // with what they import, which comes first
	own     map[*packages.Package]bool
	// lasting says that all there is to say comes from the files of inputs and from modules that never change.
	lasting bool
}

// load loads the packages of a module and types of all that they import.
func (c *Checker) load(ctx context.Context, src subject, in *inputs, p *placing) (*loading, error) {
	listed, err := c.list(ctx, src)
	if err != nil {
		return nil, err
	}
	l := &loading{src: src, placing: p, fset: token.NewFileSet(), sizes: types.SizesFor("gc", c.arch()), own: map[*packages.Package]bool{}, lasting: true}
	for _, pkg := range listed {
		if l.isRoot(pkg) {
			l.roots = append(l.roots, pkg)
		}
	}
	packages.Visit(l.roots, nil, func(pkg *packages.Package) {
		pkg.Errors = slices.DeleteFunc(pkg.Errors, isEmbedding)
		if !in.hold(pkg) || slices.ContainsFunc(pkg.Errors, func(e packages.Error) bool { return !isExcluded(e) }) {
			l.lasting = false
		}
		l.all, l.own[pkg] = append(l.all, pkg), l.isOwn(pkg)
	})
	return l, l.check(ctx)
}

// list lists the packages of a module with all that they import. A module that the go.work file above it does not name is
// loaded by itself.
func (c *Checker) list(ctx context.Context, src subject) ([]*packages.Package, error) {
	listed, err := c.listWith(ctx, src, "")
	if err == nil && !outsideWork(listed) {
		return listed, nil
	}
	if err != nil && !strings.Contains(err.Error(), "go.work") && !strings.Contains(err.Error(), "workspace") {
		return nil, err
	}
	return c.listWith(ctx, src, "off")
}

func (c *Checker) listWith(ctx context.Context, src subject, work string) ([]*packages.Package, error) {
	settings := src.ws.Config.Go
	cfg := &packages.Config{
		Mode: listMode, Context: ctx, Dir: src.module.dir,
		Env: c.environment(c.o.Env, src.module.dir, settings, work), Overlay: src.overlay,
	}
	if len(settings.Tags) > 0 {
		cfg.BuildFlags = []string{"-tags=" + strings.Join(settings.Tags, ",")}
	}
	listed, err := packages.Load(cfg, "./...")
	if err == nil && len(listed) == 0 {
		return nil, errors.New("it has no packages")
	}
	return listed, err
}

// outsideWork reports whether the go command found that the packages are not part of the workspace of a go.work file.
func outsideWork(listed []*packages.Package) bool {
	for _, pkg := range listed {
		for _, e := range pkg.Errors {
			if strings.Contains(e.Msg, "not one of the workspace modules") || strings.Contains(e.Msg, "go.work") {
				return true
			}
		}
	}
	return false
}

// isRoot reports whether a package of the module is one of the workspace; one of which no file is known tells by its folder.
func (l *loading) isRoot(pkg *packages.Package) bool {
	return l.isOwn(pkg) || len(pkg.GoFiles) == 0 && len(pkg.Errors) > 0 && slices.ContainsFunc(l.src.ws.Files(), func(f *workspace.File) bool {
		return filepath.Dir(f.Abs) == pkg.Dir && f.Ext() == ".go"
	})
}

// isOwn reports whether the workspace reads files of a package.
func (l *loading) isOwn(pkg *packages.Package) bool {
	return slices.ContainsFunc(pkg.GoFiles, func(name string) bool { return l.placing.file(name) != nil })
}

// isEmbedding reports an error about files that a program is to hold: types do not hang on them.
func isEmbedding(e packages.Error) bool {
	return e.Kind == packages.ListError && strings.HasPrefix(e.Msg, "pattern ")
}

// isExcluded reports an error about a package of which nothing is for this system, or all needs cgo.
func isExcluded(e packages.Error) bool {
	return strings.Contains(e.Msg, "build constraints exclude all Go files")
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
		b.count++
		// What is missing is why most are incomplete, and what can be done about; an error in the code of one is neither.
		if first := firstError(pkg); b.first == "" || isMissing(first) && !isMissing(b.first) {
			b.first = first
		}
	}
	return whole, b
}

// isMissing reports whether an error says that code is not on this machine.
func isMissing(message string) bool {
	return slices.ContainsFunc([]string{"module lookup disabled", "no required module provides", "cannot find module", "cannot find package", "missing go.sum entry"},
		func(part string) bool { return strings.Contains(message, part) })
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

// reason is why the go command did not list a module, in its words, without how it was run. Files in dir are named from there.
func reason(err error, dir string) string {
	text := err.Error()
	if _, said, ok := strings.Cut(text, ": stderr: "); ok && strings.TrimSpace(said) != "" {
		text = strings.TrimPrefix(strings.TrimSpace(said), "go: ")
	}
	return firstLine(strings.NewReplacer(dir+string(filepath.Separator), "", dir, filepath.Base(dir)).Replace(text))
}

// firstLine is the first line of a text, with those after it that it announces: "errors parsing go.mod:", say, tells nothing alone.
func firstLine(s string) string {
	line, rest, more := strings.Cut(strings.TrimSpace(s), "\n")
	line = filepath.ToSlash(strings.TrimSpace(line))
	if more && strings.HasSuffix(line, ":") {
		return line + " " + firstLine(rest)
	}
	return line
}
