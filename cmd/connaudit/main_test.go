package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// Scripts run two commands: connaudit as it is, and connaudit-fake, which is the same but for the engine (fake_test.go).
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"connaudit":      main,
		"connaudit-fake": func() { os.Exit(fakeProgram().run(os.Args[1:])) },
	})
}

func TestScripts(t *testing.T) {
	samples, err := filepath.Abs("../../testdata/workspaces")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_CACHE_HOME", e.WorkDir+"/.cache") // not the developer's own
			e.Setenv("samples", samples)
			return nil
		},
	})
}
