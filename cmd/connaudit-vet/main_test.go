package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// tool is the program, built as its users build it: without cgo.
var tool string

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "connaudit-vet")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	tool = filepath.Join(dir, "connaudit-vet")
	build := exec.Command("go", "build", "-o", tool, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		panic(string(out))
	}
	return m.Run()
}

// TestScripts runs the program, and the go command with it, on modules that need nothing from anywhere.
func TestScripts(t *testing.T) {
	cache, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{Dir: "testdata/script", Setup: func(e *testscript.Env) error {
		e.Setenv("GOCACHE", strings.TrimSpace(string(cache))) // the standard library, compiled; what vet finds it keeps by our version
		e.Setenv("GOPROXY", "off")
		e.Setenv("GOTOOLCHAIN", "local")
		e.Setenv("GOFLAGS", "")
		e.Setenv("CGO_ENABLED", "0")
		e.Setenv("tool", tool)
		e.Setenv("PATH", filepath.Dir(tool)+string(os.PathListSeparator)+e.Getenv("PATH"))
		return nil
	}})
}
