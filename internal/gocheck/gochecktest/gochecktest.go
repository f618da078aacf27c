// Package gochecktest tells tests how often the go command is run.
package gochecktest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// CountGo puts a go command on the PATH that notes each time it is run, and returns how often that was. A test that needs it is skipped
// where that command, a shell script, cannot be run.
func CountGo(t *testing.T) (runs func() int) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the go command is a shell script here")
	}
	command, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	log := filepath.Join(dir, "log")
	script := fmt.Sprintf("#!/bin/sh\necho run >> %q\nexec %q \"$@\"\n", log, command)
	if err := os.WriteFile(filepath.Join(dir, "go"), []byte(script), 0o755); err != nil { //nolint:gosec // it is run
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	return func() int {
		text, _ := os.ReadFile(log) //nolint:gosec // written above
		return strings.Count(string(text), "run")
	}
}
