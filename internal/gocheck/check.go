package gocheck

import (
	"cmp"
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"io/fs"
	"runtime"

	"golang.org/x/sync/errgroup"
	"golang.org/x/tools/go/packages"
)

// check reads the packages and checks their types, each once those that it imports are known. It adds to the errors of packages. The error
// is the context's.
func (l *loading) check(ctx context.Context) error {
	known := map[*packages.Package]chan struct{}{}
	for _, pkg := range l.all {
		known[pkg] = make(chan struct{})
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, pkg := range l.all { // what a package imports was begun before it, so that nothing waits for what is not at work
		group.Go(func() error {
			defer close(known[pkg])
			for _, i := range pkg.Imports {
				<-known[i]
			}
			if ctx.Err() == nil {
				l.checkPackage(pkg)
			}
			return ctx.Err()
		})
	}
	return group.Wait()
}

// checkPackage gives types to a package, and to the code of one of the workspace. Of what is only used, code in functions does not matter and
// nothing but types is held.
func (l *loading) checkPackage(pkg *packages.Package) {
	pkg.Fset, pkg.CompiledGoFiles, pkg.TypesSizes = l.fset, pkg.GoFiles, l.sizes // without cgo, what is written is what is compiled
	switch {
	case pkg.PkgPath == "unsafe":
		pkg.Types = types.Unsafe
		return
	case len(pkg.GoFiles) == 0:
		pkg.IllTyped = true
		return
	}
	for _, name := range pkg.GoFiles {
		l.parse(pkg, name)
	}
	pkg.Types = types.NewPackage(pkg.PkgPath, pkg.Name)
	cfg := &types.Config{
		Importer: importer(func(path string) (*types.Package, error) { return imported(pkg, path) }),
		Sizes:    l.sizes, IgnoreFuncBodies: !l.own[pkg],
		Error: func(err error) { note(pkg, err) },
	}
	if pkg.Module != nil && pkg.Module.GoVersion != "" {
		cfg.GoVersion = "go" + pkg.Module.GoVersion
	}
	if l.own[pkg] {
		pkg.TypesInfo = newInfo()
	}
	if err := types.NewChecker(cfg, l.fset, pkg.Types, pkg.TypesInfo).Files(pkg.Syntax); err != nil && len(pkg.Errors) == 0 {
		note(pkg, err)
	}
	if !l.own[pkg] {
		pkg.Syntax = nil
	}
	pkg.IllTyped = len(pkg.Errors) > 0
	for _, i := range pkg.Imports {
		pkg.IllTyped = pkg.IllTyped || i.IllTyped
	}
}

func newInfo() *types.Info {
	return &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{}, Defs: map[*ast.Ident]types.Object{},
		Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
}

func (l *loading) parse(pkg *packages.Package, name string) {
	var text any // nil: what is on disk
	if laid, ok := l.src.overlay[name]; ok {
		text = laid
	}
	mode := parser.AllErrors | parser.SkipObjectResolution
	if l.own[pkg] {
		mode |= parser.ParseComments
	}
	file, err := parser.ParseFile(l.fset, name, text, mode)
	if err != nil {
		note(pkg, err)
	}
	if file != nil {
		pkg.Syntax = append(pkg.Syntax, file)
	}
}

// importer implements types.Importer.
type importer func(path string) (*types.Package, error)

// Import implements types.Importer.
func (f importer) Import(path string) (*types.Package, error) { return f(path) }

// imported returns the types of what a package imports.
func imported(pkg *packages.Package, path string) (*types.Package, error) {
	i := pkg.Imports[path]
	switch {
	case path == "unsafe":
		return types.Unsafe, nil
	case i == nil:
		return nil, errors.New("the go command did not find it") // as it says itself, or the file was changed meanwhile
	case i.Types == nil:
		return nil, errors.New(cmp.Or(firstError(i), "none of its code is for this system, without cgo"))
	}
	return i.Types, nil
}

// note adds what the parser or the type checker says to the errors of a package.
func note(pkg *packages.Package, err error) {
	var list scanner.ErrorList
	var typed types.Error
	var read *fs.PathError
	switch {
	case errors.As(err, &list):
		for _, e := range list {
			pkg.Errors = append(pkg.Errors, packages.Error{Pos: e.Pos.String(), Msg: e.Msg, Kind: packages.ParseError})
		}
	case errors.As(err, &typed):
		pkg.TypeErrors = append(pkg.TypeErrors, typed)
		pkg.Errors = append(pkg.Errors, packages.Error{Pos: position(typed.Fset, typed.Pos), Msg: typed.Msg, Kind: packages.TypeError})
	case errors.As(err, &read):
		pkg.Errors = append(pkg.Errors, packages.Error{Pos: read.Path, Msg: read.Err.Error(), Kind: packages.ParseError})
	default:
		pkg.Errors = append(pkg.Errors, packages.Error{Pos: "-", Msg: err.Error()})
	}
}

func position(fset *token.FileSet, at token.Pos) string {
	if fset == nil {
		return "-"
	}
	return fset.Position(at).String()
}
