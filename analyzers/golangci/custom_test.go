//go:build golangci

package golangci_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestCustom builds a golangci-lint with the plugin, as its command custom does but for the clone of its repository, and runs it
// over a sample module, and over the Go service of a sample workspace, where it finds what vet finds (cmd/connaudit-vet). It takes
// minutes and is asked for by the tag golangci.
func TestCustom(t *testing.T) {
	exe := filepath.Join(t.TempDir(), "custom-gcl")
	build := exec.Command("go", "build", "-o", exe, ".")
	build.Dir = "testdata/custom"
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // users build it without a C compiler
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want := []string{
		"main.go:17:10: envexample: `UNDOCUMENTED` is read here and missing in analyzers/golangci/testdata/sample/.env.example.",
		"main.go:9:14: requestheader: This request sends no `x-request-id`; the trace is cut here. It goes to BILLING_URL and sends nothing.",
	}
	compare(t, lint(t, exe, "testdata/sample", ".golangci.yml"), want)

	const ferry = "../../testdata/workspaces/ferry"
	text, err := os.ReadFile(ferry + "/crossing.txt")
	if err != nil {
		t.Fatal(err)
	}
	config, err := filepath.Abs("testdata/ferry.golangci.yml")
	if err != nil {
		t.Fatal(err)
	}
	got := slices.DeleteFunc(lint(t, exe, ferry+"/crossing", config), func(f string) bool {
		return strings.Contains(f, "(related information)") // which golangci-lint makes an issue of its own
	})
	for i := range got {
		got[i] = strings.ReplaceAll(got[i], "testdata/workspaces/ferry/crossing/", "") // vet's list names files from the service
	}
	compare(t, got, strings.Split(strings.TrimSpace(string(text)), "\n"))
}

func compare(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("found:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// lint lists the findings in a module, sorted.
func lint(t *testing.T, exe, dir, config string) []string {
	t.Helper()
	run := exec.Command(exe, "run", "--config="+config, "--output.json.path=stdout", "--output.text.path=/dev/null", "--show-stats=false", "./...")
	run.Dir = dir
	run.Env = append(os.Environ(), "GOLANGCI_LINT_CACHE="+t.TempDir(), "GOPROXY=off")
	out, err := run.Output()
	if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		t.Fatalf("%v\n%s", err, exit.Stderr)
	}
	var report struct {
		Issues []struct {
			Text string
			Pos  struct {
				Filename     string
				Line, Column int
			}
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var found []string
	for _, i := range report.Issues {
		found = append(found, fmt.Sprintf("%s:%d:%d: %s", i.Pos.Filename, i.Pos.Line, i.Pos.Column, i.Text))
	}
	slices.Sort(found)
	return found
}
