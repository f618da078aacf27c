package doctest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const readme = "README.md"

// TestReadme runs what the README shows: its commands, its configuration and its rule.
func TestReadme(t *testing.T) {
	d := readDocument(t, readme)
	for i := len(d.sections) - 1; i >= 0; i-- {
		s := d.sections[i]
		for j := len(s.blocks) - 1; j >= 0; j-- {
			b := s.blocks[j]
			switch {
			case b.info == "console":
				d.console(t, b)
			case b.info == "yaml" && strings.Contains(b.text(), "checks:"):
				d.loads(t, b, "rules/own.yaml", "connaudit.yaml", "version: 1\nrules: [builtin, ./rules]\n")
			case b.info == "yaml":
				d.loads(t, b, "connaudit.yaml", "platform/a.ts", "", "shop-web/a.ts", "", "billing/a.ts", "",
					"contracts/platform.facts.json", `{"version": 1, "facts": []}`)
			case b.info != "sh": // those are checked by TestCommands
				t.Errorf("%s: a block of the kind %q is not run", d.at(b.line), b.info)
			}
		}
	}
}

// console runs the commands of a block, which stand after `$`, and compares what each of them prints.
func (d *document) console(t *testing.T, b *block) {
	var got []string
	dir := root
	for _, l := range b.lines {
		command, ok := strings.CutPrefix(l, "$ ")
		if !ok {
			continue
		}
		if into, ok := strings.CutPrefix(command, "cd "); ok {
			dir = filepath.Join(dir, into)
			got = append(got, l+"\n")
			continue
		}
		stdout, stderr, _ := run(t, dir, "sh", "-c", strings.ReplaceAll(command, "go run ./cmd/connaudit", program))
		got = append(got, l+"\n"+string(stdout)+string(stderr))
	}
	d.compareBlock(t, b, strings.Join(got, ""))
}

// loads demands that a workspace of these files, the block among them under the name, is checked without a word of blame.
func (d *document) loads(t *testing.T, b *block, name string, others ...string) {
	dir := workspaceFolder(t)
	files := map[string]string{name: b.text()}
	for i := 0; i+1 < len(others); i += 2 {
		files[others[i]] = others[i+1]
	}
	writeTree(t, dir, files)
	if _, stderr, status := run(t, dir, program, "check"); status != 0 || len(stderr) > 0 {
		t.Errorf("%s: status %d\n%s", d.at(b.line), status, stderr)
	}
}

// TestSampleStatus demands the exit status that the README promises.
func TestSampleStatus(t *testing.T) {
	for state, want := range map[string]int{"before": 1, "after-1": 1, "after-2": 1} {
		if _, stderr, status := run(t, root, program, "check", "testdata/workspaces/bytelyst/"+state); status != want {
			t.Errorf("%s: status %d, want %d\n%s", state, status, want, stderr)
		}
	}
}

// TestConfigurationKeys compares the README's table with the schema of the configuration.
func TestConfigurationKeys(t *testing.T) {
	stdout, _, _ := run(t, root, program, "schema", "config")
	var schema struct{ Properties map[string]any }
	if err := json.Unmarshal(stdout, &schema); err != nil {
		t.Fatal(err)
	}
	d := readDocument(t, readme)
	for _, s := range d.sections {
		for _, r := range s.rows {
			if r.head[0] != "key" {
				continue
			}
			for _, k := range spans(r.cells[0]) {
				if schema.Properties[k] == nil {
					t.Errorf("%s: connaudit.yaml has no key %s", d.at(r.line), k)
				}
				delete(schema.Properties, k)
			}
		}
	}
	for k := range schema.Properties {
		t.Errorf("%s does not tell of the key %s", d.path, k)
	}
}

var (
	option   = regexp.MustCompile(`--[a-z][a-z-]+`)
	goTest   = regexp.MustCompile(`go test (\./internal/\S+)`)
	testName = regexp.MustCompile(`-(?:run|fuzz) ((?:Test|Fuzz)\w+)`)
	linked   = regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
)

// TestCommands demands that options, tests, packages and files that the documentation names are there.
func TestCommands(t *testing.T) {
	help := ""
	for _, c := range []string{"baseline write", "baseline update", "baseline show", "check", "explain", "facts", "facts export", "init", "plan partition-key", "report", "rules list", "schema", "snapshot", "version"} {
		stdout, _, _ := run(t, root, program, append(strings.Fields(c), "--help")...)
		help += string(stdout)
	}
	help += migrationScript(t)
	for _, name := range []string{readme, "CONTRIBUTING.md", language, architecture, packages, linking, "docs/baseline.md", "docs/ci.md", "docs/fixes.md", "docs/formats.md", "docs/json.md", "docs/plan.md", "docs/report.md", "SECURITY.md"} {
		d := readDocument(t, name)
		for i, l := range d.lines {
			for _, o := range option.FindAllString(l, -1) {
				if !strings.Contains(help, o+" ") && !strings.Contains(l, "grep ") {
					t.Errorf("%s: there is no option %s", d.at(i+1), o)
				}
			}
			for _, m := range linked.FindAllStringSubmatch(l, -1) {
				if _, err := os.Stat(filepath.Join(filepath.Dir(d.path), m[1])); err != nil {
					t.Errorf("%s: %v", d.at(i+1), err)
				}
			}
			d.tests(t, i+1, l)
		}
	}
}

// migrationScript is the program that a plan writes, which has options of its own.
func migrationScript(t *testing.T) string {
	t.Helper()
	text := ""
	for _, pattern := range []string{"*.tmpl", "parts/*.ts"} {
		files, err := filepath.Glob(filepath.Join(root, "internal/plan/script", pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("there is no %s of the script", pattern)
		}
		for _, f := range files {
			part, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			text += string(part)
		}
	}
	return text
}

// tests demands that the package and the test of a `go test` line are there.
func (d *document) tests(t *testing.T, line int, text string) {
	m := goTest.FindStringSubmatch(text)
	if m == nil {
		return
	}
	files, err := filepath.Glob(filepath.Join(root, m[1], "*_test.go"))
	if err != nil || len(files) == 0 {
		t.Errorf("%s: there are no tests in %s", d.at(line), m[1])
	}
	for _, n := range testName.FindAllStringSubmatch(text, -1) {
		if !slices.ContainsFunc(files, func(f string) bool {
			code, err := os.ReadFile(f)
			return err == nil && strings.Contains(string(code), "func "+n[1]+"(")
		}) {
			t.Errorf("%s: %s has no %s", d.at(line), m[1], n[1])
		}
	}
}
