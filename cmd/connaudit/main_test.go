package main

import (
	"os"
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
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_CACHE_HOME", e.WorkDir+"/.cache") // not the developer's own
			return nil
		},
	})
}
