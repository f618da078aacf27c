//go:build consumers

package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
)

// What is written goes through the programs that it is for. The build tag asks for them, and without them the tests fail;
// testdata/consumers/install.sh installs them.

// results are what every consumer gets.
func results() map[string]*diag.Result {
	return map[string]*diag.Result{"everything": everything(), "nothing": nothing(), "numerous": numerous(100)}
}

// written is a format's output in a file.
func written(t *testing.T, format Format, r *diag.Result, name string) string {
	t.Helper()
	var b bytes.Buffer
	if err := format(&b, r, hostedAll); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// consumer is a program that install.sh installs, by its path below testdata/consumers.
func consumer(t *testing.T, path string) string {
	t.Helper()
	abs, err := filepath.Abs(filepath.Join("testdata", "consumers", path))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(abs); err != nil {
		t.Fatalf("%v; run internal/report/testdata/consumers/install.sh", err)
	}
	return abs
}

// TestSARIFMultitool lets the validator of SARIF's authors judge, and makes sure that it can complain.
func TestSARIFMultitool(t *testing.T) {
	for name, r := range results() {
		if errs := multitool(t, written(t, SARIF, r, name+".sarif")); len(errs) > 0 {
			t.Errorf("%s: %s", name, strings.Join(errs, "\n"))
		}
	}
	broken, err := os.ReadFile(written(t, SARIF, everything(), "x.sarif"))
	if err != nil {
		t.Fatal(err)
	}
	broken = bytes.ReplaceAll(broken, []byte(`"ruleIndex": 4`), []byte(`"ruleIndex": 400`))
	file := filepath.Join(t.TempDir(), "broken.sarif")
	if err := os.WriteFile(file, broken, 0o600); err != nil {
		t.Fatal(err)
	}
	if len(multitool(t, file)) == 0 {
		t.Error("a rule that is not there is no error")
	}
}

// multitool returns the errors that the validator finds.
func multitool(t *testing.T, file string) []string {
	t.Helper()
	out := file + ".judged"
	c := exec.Command(consumer(t, "node_modules/.bin/sarif-multitool"), "validate", file, "--output", out, "--level", "Error", "--kind", "Fail")
	said, err := c.CombinedOutput()
	data, missing := os.ReadFile(out)
	if missing != nil {
		t.Fatalf("no answer: %v, %s", err, said)
	}
	var log struct {
		Runs []struct {
			Results []struct {
				RuleID  string
				Level   string
				Message any
			}
		}
	}
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), &log); err != nil || len(log.Runs) == 0 {
		t.Fatalf("the answer: %v, %s", err, data)
	}
	var errs []string
	for _, r := range log.Runs[0].Results {
		if r.Level == "error" {
			errs = append(errs, fmt.Sprintf("%s: %v", r.RuleID, r.Message))
		}
	}
	return errs
}

// TestReviewdog reads the output with reviewdog, which prints each diagnostic as it understood it.
func TestReviewdog(t *testing.T) {
	program := consumer(t, "bin/reviewdog")
	for name, r := range results() {
		input, err := os.Open(written(t, RDJSON, r, name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		c := exec.Command(program, "-f=rdjson", "-reporter=local", "-filter-mode=nofilter")
		c.Dir, c.Stdin = t.TempDir(), input
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v: %s", name, err, out)
		}
		if err := input.Close(); err != nil {
			t.Error(err)
		}
		if got, want := strings.Count(string(out), "message:\"")-strings.Count(string(out), "related_locations:{message:\""), len(r.Findings); got != want {
			t.Errorf("%s: %d of %d findings are read: %s", name, got, want, out)
		}
		if name != "everything" {
			continue
		}
		for _, want := range []string{`path:"web/src/ä ö/100%:now.ts" range:{start:{line:1 column:46} end:{line:3 column:3}}`,
			`path:"platform/db/facts.py" range:{start:{line:4}}`, `suggestions:{range:{start:{line:1 column:28} end:{line:1 column:31}} text:"::error::\n名"}`,
			`code:{value:"team.multi-line"}`, "severity:INFO"} {
			if !strings.Contains(string(out), want) {
				t.Errorf("%s is not in what it read: %s", want, out)
			}
		}
	}
}

func TestXMLSchemas(t *testing.T) {
	for schema, format := range map[string]Format{"junit.xsd": JUnit, "checkstyle.xsd": Checkstyle} {
		for name, r := range results() {
			if out, err := exec.Command("xmllint", "--noout", "--schema", consumer(t, schema), written(t, format, r, name+".xml")).CombinedOutput(); err != nil {
				t.Errorf("%s, %s: %v: %s", schema, name, err, out)
			}
		}
	}
	wrong := filepath.Join(t.TempDir(), "wrong.xml")
	if err := os.WriteFile(wrong, []byte(`<checkstyle version="1"><file><error line="0"/></file></checkstyle>`), 0o600); err != nil {
		t.Fatal(err)
	}
	if exec.Command("xmllint", "--noout", "--schema", consumer(t, "checkstyle.xsd"), wrong).Run() == nil {
		t.Error("the schema takes everything")
	}
}
