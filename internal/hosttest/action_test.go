package hosttest

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// project is the folder of the project, seen from this one.
const project = "../.."

// runner is what GitHub's runner gives the last step of the action.
type runner struct {
	dir, temp, output, summary string
	inputs                     map[string]string
}

func newRunner(t *testing.T, dir string) *runner {
	t.Helper()
	r := &runner{dir: dir, temp: t.TempDir(), inputs: map[string]string{"FAIL_ON": "warning", "ANNOTATIONS": "true", "SUMMARY": "true"}}
	r.output, r.summary = filepath.Join(r.temp, "output"), filepath.Join(r.temp, "summary.md")
	for _, name := range []string{"PATHS", "CONFIG", "NEW_FROM", "SARIF_FILE", "ARGUMENTS"} {
		r.inputs[name] = ""
	}
	if err := os.Mkdir(filepath.Join(r.temp, "connaudit-bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *runner) program() string { return filepath.Join(r.temp, "connaudit-bin", "connaudit") }

// check runs the step and returns what it prints, its exit status and the outputs of the step.
func (r *runner) check(t *testing.T) (printed string, status int, outputs string) {
	t.Helper()
	script, err := filepath.Abs(filepath.Join(project, ".github/action/check.sh"))
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command("bash", script)
	c.Dir = r.dir
	c.Env = append(os.Environ(), "GITHUB_ACTIONS=true", "RUNNER_TEMP="+r.temp, "GITHUB_OUTPUT="+r.output, "GITHUB_STEP_SUMMARY="+r.summary)
	for name, value := range r.inputs {
		c.Env = append(c.Env, "INPUT_"+name+"="+value)
	}
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	text, err := os.ReadFile(r.output)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return string(out), c.ProcessState.ExitCode(), string(text)
}

// TestActionArguments demands that each input is an argument as it is, whatever it holds.
func TestActionArguments(t *testing.T) {
	for _, c := range []struct {
		inputs map[string]string
		want   []string // after check; SUMMARY is the file of the summary
	}{
		{nil, []string{"--fail-on=warning", "--format=github", "--output=markdown=SUMMARY", "--"}},
		{map[string]string{"ANNOTATIONS": "false", "SUMMARY": "false", "FAIL_ON": "never"}, []string{"--fail-on=never", "--"}},
		{map[string]string{"ANNOTATIONS": "false", "SUMMARY": "false", "CONFIG": "a b.yaml", "NEW_FROM": "-x", "SARIF_FILE": "a.sarif",
			"ARGUMENTS": "--strict\r\n\n--rules=my rules\n", "PATHS": "src/a b\n--fail-on=never\n"},
			[]string{"--fail-on=warning", "--output=sarif=a.sarif", "--config=a b.yaml", "--new-from=-x", "--strict", "--rules=my rules", "--", "src/a b", "--fail-on=never"}},
		{map[string]string{"ANNOTATIONS": "false", "SUMMARY": "false", "NEW_FROM": `$(touch pwned); "` + "`touch pwned`", "PATHS": "*\n$HOME\n~"},
			[]string{"--fail-on=warning", `--new-from=$(touch pwned); "` + "`touch pwned`", "--", "*", "$HOME", "~"}},
	} {
		r := newRunner(t, t.TempDir())
		stub := "#!/bin/sh\nfor a; do printf '%s\\0' \"$a\"; done\n"
		if err := os.WriteFile(r.program(), []byte(stub), 0o755); err != nil {
			t.Fatal(err)
		}
		for name, value := range c.inputs {
			r.inputs[name] = value
		}
		printed, status, outputs := r.check(t)
		want := append([]string{"check"}, c.want...)
		for i := range want {
			want[i] = strings.Replace(want[i], "SUMMARY", r.summary, 1)
		}
		if got := strings.Split(strings.TrimSuffix(printed, "\x00"), "\x00"); status != 0 || !slices.Equal(got, want) {
			t.Errorf("status %d, arguments\n%q, want\n%q", status, got, want)
		}
		if !strings.HasSuffix(outputs, "status=0\n") {
			t.Errorf("outputs are %q", outputs)
		}
		if left, err := os.ReadDir(r.dir); err != nil || len(left) > 0 {
			t.Errorf("something was run: %v, %v", left, err)
		}
	}
}

// TestActionRefuses demands that inputs which make no sense fail the step and say why, before anything is run.
func TestActionRefuses(t *testing.T) {
	for name, c := range map[string]struct{ value, want string }{
		"ANNOTATIONS": {"yes", "annotations is 'yes'; use true or false"},
		"SUMMARY":     {"", "summary is ''; use true or false"},
		"SARIF_FILE":  {"a\nstatus=0", "sarif-file has several lines"},
	} {
		r := newRunner(t, t.TempDir())
		r.inputs[name] = c.value
		if printed, status, outputs := r.check(t); status != 2 || !strings.Contains(printed, c.want) || outputs != "" {
			t.Errorf("%s: status %d, outputs %q\n%s", name, status, outputs, printed)
		}
	}
}

// TestActionChecks runs the step with the program itself.
func TestActionChecks(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "shop")
	if err := os.MkdirAll(filepath.Join(dir, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	code := "fetch('http://localhost:1/a');\n" + strings.Repeat("fetch('http://localhost:1/b', { headers: { 'x-request-id': crypto.randomUUID() } });\n", 2)
	if err := os.WriteFile(filepath.Join(dir, "a.ts"), []byte(code), 0o644); err != nil {
		t.Fatal(err)
	}
	r := newRunner(t, dir)
	build := exec.Command("go", "build", "-o", r.program(), "./cmd/connaudit")
	build.Dir = project
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	r.inputs["SARIF_FILE"] = "connaudit.sarif"
	printed, status, outputs := r.check(t)
	if status != 1 || !strings.Contains(printed, "::error file=a.ts,line=1,") {
		t.Errorf("status %d\n%s", status, printed)
	}
	if want := "sarif-file=" + dir + "/connaudit.sarif\nstatus=1\n"; outputs != want {
		t.Errorf("outputs are %q, want %q", outputs, want)
	}
	if summary, err := os.ReadFile(r.summary); err != nil || !strings.Contains(string(summary), "request-id") {
		t.Errorf("the summary is %q, %v", summary, err)
	}
	var sarif struct{ Runs []struct{ Results []any } }
	text, err := os.ReadFile(filepath.Join(dir, "connaudit.sarif"))
	if err != nil || json.Unmarshal(text, &sarif) != nil || len(sarif.Runs) != 1 || len(sarif.Runs[0].Results) != 1 {
		t.Errorf("SARIF is %s, %v", text, err)
	}
}

// TestActionKey demands that the key under which the action keeps the program names all that it is built from.
func TestActionKey(t *testing.T) {
	script, err := os.ReadFile(filepath.Join(project, ".github/action/key.sh"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(script), "$(find ")
	named, _, ok := strings.Cut(rest, " -type f")
	if !ok {
		t.Fatalf("the files are not named:\n%s", script)
	}
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if .Main}}{{$.ImportPath}}{{end}}{{end}}", "./cmd/connaudit")
	list.Dir = project
	packages, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range strings.Fields(string(packages)) {
		folder, _, _ := strings.Cut(strings.TrimPrefix(p, "github.com/bytelyst/connaudit/"), "/")
		if !slices.Contains(strings.Fields(named), folder) {
			t.Errorf("%s is not among %s", p, named)
		}
	}
}

// TestScriptsTakeNoValues demands that no script in the files for GitHub has an expression in it: its value, which may be a
// branch's name or a title, would be run as a command.
func TestScriptsTakeNoValues(t *testing.T) {
	files := []string{"action.yml", "internal/scaffold/templates/github.yml"}
	workflows, err := filepath.Glob(filepath.Join(project, ".github/workflows/*.yml"))
	if err != nil || len(workflows) == 0 {
		t.Fatalf("no workflows: %v", err)
	}
	for _, w := range workflows {
		files = append(files, ".github/workflows/"+filepath.Base(w))
	}
	for _, name := range files {
		text, err := os.ReadFile(filepath.Join(project, name))
		if err != nil {
			t.Fatal(err)
		}
		var doc yaml.Node
		if err := yaml.Unmarshal(text, &doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, run := range scripts(&doc) {
			if strings.Contains(run.Value, "${{") {
				t.Errorf("%s:%d: an expression in a script; give it by env:", name, run.Line)
			}
		}
	}
}

// scripts returns the values of all keys run.
func scripts(n *yaml.Node) []*yaml.Node {
	var out []*yaml.Node
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == "run" && c.Kind == yaml.ScalarNode {
			out = append(out, c)
		}
		out = append(out, scripts(c)...)
	}
	return out
}
