package hosttest

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// pipeline is one run of a host's script.
type pipeline struct {
	shell, script string
	bin           string   // where it keeps connaudit, below the folder of the run
	env           []string // FOLDER stands for that folder
	want          []string // arguments of connaudit; likewise
}

// TestPipelines runs the scripts of the pipelines that init writes, for a branch and for a request to merge into one.
func TestPipelines(t *testing.T) {
	gitlab, azure := gitlabScript(t), azureScript(t)
	agent := []string{"AGENT_TOOLSDIRECTORY=FOLDER/tools", "AGENT_TEMPDIRECTORY=FOLDER/temp"}
	report := []string{"check", "--all", "--output", "gitlab=gl-code-quality-report.json"}
	results := []string{"check", "--output", "junit=FOLDER/temp/connaudit.xml"}
	for name, p := range map[string]pipeline{
		"gitlab, branch": {"sh", gitlab, ".connaudit/bin", nil, report},
		"gitlab, request": {"sh", gitlab, ".connaudit/bin", []string{"CI_MERGE_REQUEST_DIFF_BASE_SHA=$(touch pwned) x"},
			append(slices.Clone(report), "--new-from", "$(touch pwned) x")},
		"azure, branch": {"bash", azure, "tools/connaudit", agent, results},
		"azure, request": {"bash", azure, "tools/connaudit", append(slices.Clone(agent), "SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/$(touch pwned)"),
			append(slices.Clone(results), "--new-from", "origin/$(touch pwned)")},
	} {
		t.Run(name, p.run)
	}
}

// run demands that connaudit is called with the arguments as they are, and that its status is that of the script.
func (p pipeline) run(t *testing.T) {
	dir := t.TempDir()
	stub := "#!/bin/sh\nfor a; do printf '%s\\0' \"$a\"; done\nexit 1\n"
	if err := os.MkdirAll(filepath.Join(dir, p.bin), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, p.bin, "connaudit"), []byte(stub), 0o755); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(p.shell, "-c", p.script)
	c.Dir, c.Env = dir, os.Environ()
	for _, e := range p.env {
		c.Env = append(c.Env, strings.ReplaceAll(e, "FOLDER", dir))
	}
	out, _ := c.Output() // the status is looked at below
	want := strings.ReplaceAll(strings.Join(p.want, "\x00")+"\x00", "FOLDER", dir)
	if string(out) != want || c.ProcessState.ExitCode() != 1 {
		t.Errorf("status %d, arguments %q, want %q", c.ProcessState.ExitCode(), out, want)
	}
	if _, err := os.Stat(filepath.Join(dir, "pwned")); err == nil {
		t.Error("a value was run")
	}
}

// gitlabScript is what GitLab's runner makes of the lines: one script that ends at the first line which fails.
func gitlabScript(t *testing.T) string {
	var doc struct {
		Connaudit struct{ Script []string }
	}
	readTemplate(t, "gitlab.yml", &doc)
	return "set -e\n" + strings.Join(doc.Connaudit.Script, "\n")
}

func azureScript(t *testing.T) string {
	var doc struct{ Steps []struct{ Bash string } }
	readTemplate(t, "azure.yml", &doc)
	for _, s := range doc.Steps {
		if s.Bash != "" {
			return s.Bash
		}
	}
	t.Fatal("azure.yml has no script")
	return ""
}

func readTemplate(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(project, "internal/scaffold/templates", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}
