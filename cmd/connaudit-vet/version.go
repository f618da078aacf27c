package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/mod/modfile"

	"github.com/bytelyst/connaudit/analyzers"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// printVersion answers -V=full, by which the go command tells tools apart. It must be one line of this form.
func printVersion(w io.Writer) error {
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	h := sha256.New()
	if err := add(h, exe); err != nil {
		return err
	}
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	for _, f := range inputs(dir) {
		fmt.Fprintf(h, "\x00%s\x00", f)
		if err := add(h, f); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	_, err = fmt.Fprintf(w, "%s version devel comments-go-here buildID=%02x\n", filepath.Base(os.Args[0]), h.Sum(nil))
	return err
}

func add(h io.Writer, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(h, f)
	return err
}

// inputs lists the files, besides Go, that verdicts about the modules around dir hang on.
func inputs(dir string) []string {
	var out []string
	for _, m := range modules(dir) {
		config := filepath.Join(m, workspace.ConfigName)
		out = append(out, config)
		if c, err := workspace.ReadConfig(config); err == nil {
			out = append(out, c.Files...)
		}
		out = append(out, analyzers.ExampleFiles(m)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// modules lists the folders of the module of dir, and of those that are built with it by a go.work.
func modules(dir string) []string {
	var out []string
	if m := analyzers.ModuleRoot(dir); m != "" {
		out = append(out, m)
	}
	work := workFile(dir)
	if work == "" {
		return out
	}
	text, err := os.ReadFile(work)
	if err != nil {
		return out
	}
	f, err := modfile.ParseWork(work, text, nil)
	if err != nil {
		return out // the go command says what is wrong with it
	}
	for _, u := range f.Use {
		m := filepath.FromSlash(u.Path)
		if !filepath.IsAbs(m) {
			m = filepath.Join(filepath.Dir(work), m)
		}
		out = append(out, m)
	}
	return out
}

// workFile finds the go.work that the go command uses.
func workFile(dir string) string {
	switch w := os.Getenv("GOWORK"); w {
	case "":
	case "off":
		return ""
	default:
		return w
	}
	for at := dir; ; at = filepath.Dir(at) {
		w := filepath.Join(at, "go.work")
		if info, err := os.Stat(w); err == nil && !info.IsDir() {
			return w
		}
		if filepath.Dir(at) == at {
			return ""
		}
	}
}
