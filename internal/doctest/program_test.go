package doctest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// program is connaudit, built once for all tests.
var program string

func TestMain(m *testing.M) { os.Exit(withProgram(m)) }

func withProgram(m *testing.M) int {
	dir, err := os.MkdirTemp("", "doctest")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() {
		if err := os.RemoveAll(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}()
	program = filepath.Join(dir, "connaudit")
	build := exec.Command("go", "build", "-o", program, "./cmd/connaudit")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "go build ./cmd/connaudit: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// run runs a program; a status other than 0 is no error of the test.
func run(t *testing.T, dir, name string, args ...string) (stdout, stderr []byte, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	c := exec.Command(name, args...)
	c.Dir, c.Stdout, c.Stderr = dir, &out, &errs
	c.Env = append(os.Environ(), "NO_COLOR=1", "XDG_CACHE_HOME="+filepath.Join(filepath.Dir(program), "cache"), "PATH="+filepath.Dir(program)+string(os.PathListSeparator)+os.Getenv("PATH"))
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s: %v", name, err)
	}
	return out.Bytes(), errs.Bytes(), c.ProcessState.ExitCode()
}

// outcome is one finding or site of a run.
type outcome struct {
	Verdict string `json:"verdict"` // of a site; of findings empty
	RuleID  string `json:"rule_id"`
	Message string `json:"message"`
	Reason  string `json:"reason"`
	File    string `json:"file"` // from the folder of the run
	Path    string `json:"path"`
	Repo    string `json:"repo"`
	Start   struct {
		Line int `json:"line"`
	} `json:"start"`
	Fingerprint string `json:"fingerprint"`
	RootCause   string `json:"root_cause"`
}

// check runs the program in dir and returns what it says of each place, in order.
func check(t *testing.T, dir string, args ...string) []outcome {
	t.Helper()
	stdout, stderr, status := run(t, dir, program, append([]string{"check", "--format", "json", "--show-ok", "--show-unknown"}, args...)...)
	var result struct {
		Findings, Sites []outcome
		Errors          []struct{ Kind, Message, Path string }
	}
	if err := json.Unmarshal(stdout, &result); err != nil || status > 1 {
		t.Fatalf("status %d, %v\n%s", status, err, stderr)
	}
	for _, e := range result.Errors {
		t.Errorf("%s: %s: %s", e.Kind, e.Path, e.Message)
	}
	causes := map[string]bool{}
	for _, f := range result.Findings {
		causes[f.RootCause] = true
	}
	var out []outcome
	for _, f := range result.Findings {
		f.Verdict = "want"
		if causes[f.Fingerprint] {
			f.Verdict = "cause"
		}
		out = append(out, f)
	}
	for _, s := range result.Sites {
		s.Message = s.Reason
		if s.File == "" {
			s.File = s.Path
			if s.Repo != "" && s.Repo != filepath.Base(dir) {
				s.File = s.Repo + "/" + s.Path
			}
		}
		out = append(out, s)
	}
	return out
}

// writeTree writes files by name, slashes in names making folders.
func writeTree(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// workspaceFolder is a folder whose name does not differ from run to run, for it may stand in an output.
func workspaceFolder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "workspace")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}
