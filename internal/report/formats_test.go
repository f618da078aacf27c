package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/bytelyst/connaudit/internal/diag"
)

func output(t *testing.T, format Format, r *diag.Result, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := format(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGitLabSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/consumers/gitlab.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]*diag.Result{"everything": everything(), "nothing": nothing(), "numerous": numerous(100)} {
		out := output(t, GitLab, r, hostedAll)
		if bytes.HasPrefix(out, []byte("\xef\xbb\xbf")) {
			t.Error("a byte order mark, which GitLab does not read")
		}
		parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(parsed); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		seen := map[any]bool{}
		for _, e := range parsed.([]any) {
			fingerprint := e.(map[string]any)["fingerprint"]
			if seen[fingerprint] {
				t.Errorf("%s: GitLab shows one of two entries of the fingerprint %v", name, fingerprint)
			}
			seen[fingerprint] = true
		}
	}
	if schema.Validate([]any{map[string]any{"description": "x"}}) == nil {
		t.Error("the schema takes everything")
	}
}

func TestSARIFLimits(t *testing.T) {
	r := numerous(sarifResults + 10)
	r.Findings[0].Severity, r.Findings[0].IsCause = diag.Error, true
	for i := range 150 {
		r.Findings[0].Related = append(r.Findings[0].Related, diag.Related{Location: span("web", "a", "web/a", i+1, 1, 0, 1)})
	}
	var log sarifLog
	if err := json.Unmarshal(output(t, SARIF, r, hosted), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if len(run.Results) != sarifResults || !strings.HasPrefix(run.Invocations[0].Notifications[0].Message.Text, "10 findings left out") {
		t.Errorf("%d results, %+v", len(run.Results), run.Invocations[0].Notifications)
	}
	first := run.Results[0]
	if len(first.Related) != sarifRelated || strings.Count(first.Message.Text, "](") != sarifLinks || !strings.Contains(first.Message.Text, "See 131 other places") {
		t.Errorf("%d related places, %s", len(first.Related), first.Message.Text)
	}
	for _, rule := range run.Tool.Driver.Rules {
		if utf8.RuneCountInString(rule.Full.Text) > sarifDescription || len(rule.Properties.Tags) > 10 {
			t.Errorf("rule %s is too long", rule.ID)
		}
	}
}

// TestSARIFLinks demands that a text links to related places that there are, and to nothing else.
func TestSARIFLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)]*)\)`)
	var log sarifLog
	if err := json.Unmarshal(output(t, SARIF, everything(), hostedAll), &log); err != nil {
		t.Fatal(err)
	}
	linked := 0
	for _, r := range log.Runs[0].Results {
		for _, l := range link.FindAllStringSubmatch(r.Message.Text, -1) {
			linked++
			if !slices.ContainsFunc(r.Related, func(at sarifLocation) bool { return fmt.Sprint(at.ID) == l[1] }) {
				t.Errorf("%q links to %s", r.Message.Text, l[1])
			}
		}
		if r.Locations[0].Physical.Artifact.URI == "" {
			t.Errorf("%q is nowhere", r.Message.Text)
		}
	}
	if linked == 0 {
		t.Error("no place is linked")
	}
}

func TestMarkdownLimit(t *testing.T) {
	r := numerous(20_000)
	for i := range r.Findings {
		r.Findings[i].Message = strings.Repeat("<漢>", 40+i%200)
	}
	for range 5000 {
		r.Notes = append(r.Notes, diag.Note{RuleID: "x", Message: strings.Repeat("|", 300)})
	}
	out := output(t, Markdown, r, hosted)
	if len(out) > markdownBytes {
		t.Errorf("%d bytes", len(out))
	}
	found := regexp.MustCompile(`\*\*(\d+) findings left out\*\*`).FindSubmatch(out)
	if found == nil {
		t.Fatal("it does not say what it leaves out")
	}
	rows := bytes.Count(out, []byte("\n| `web/src")) + bytes.Count(out, []byte("\n- P0 `product-id`"))
	if got := fmt.Sprint(len(r.Findings) - rows); got != string(found[1]) {
		t.Errorf("%s findings are left out and it says %s", got, found[1])
	}
	if !bytes.Contains(out, []byte("P0 `product-id`")) {
		t.Error("the root cause has no room")
	}
	huge := numerous(3)
	for i := range huge.Findings {
		huge.Findings[i].Message = strings.Repeat("x", 3<<20)
	}
	if n := len(output(t, Markdown, huge, hosted)); n > 30_000 {
		t.Errorf("three findings take %d bytes", n)
	}
}

func TestAuto(t *testing.T) {
	for _, c := range []struct{ variable, value, printed, file string }{
		{"GITHUB_ACTIONS", "true", "github", "sarif"}, {"GITLAB_CI", "true", "text", "gitlab"},
		{"GITHUB_ACTIONS", "", "text", "text"}, {"GITHUB_ACTIONS", "false", "text", "text"}, {"CI", "true", "text", "text"},
	} {
		printed, file := Auto(func(name string) string {
			if name == c.variable {
				return c.value
			}
			return ""
		})
		if printed != c.printed || file != c.file {
			t.Errorf("%s=%s: %s and %s", c.variable, c.value, printed, file)
		}
	}
	for _, e := range environments {
		for _, name := range []string{e.printed, e.file} {
			if _, ok := Lookup(name); !ok {
				t.Errorf("%s stands for %s, which is no format", e.variable, name)
			}
		}
	}
}

// TestFormatsAreDocumented compares the table of formats with the formats.
func TestFormatsAreDocumented(t *testing.T) {
	doc, err := os.ReadFile("../../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z]+)` \\|").FindAllSubmatch(doc, -1) {
		names = append(names, string(row[1]))
	}
	if want := append([]string{AutoFormat}, Formats()...); !slices.Equal(names, want) {
		t.Errorf("docs/formats.md has the formats %v, want %v", names, want)
	}
}

// FuzzFormats demands that every format is well formed whatever it holds.
func FuzzFormats(f *testing.F) {
	f.Add("src/a.ts", "message\n\x1b]]>", "const x = '漢';", 3, 2)
	f.Add("\u202e:%", "\xff\ufffe", strings.Repeat("e\u0301", 300), 400, -10)
	f.Fuzz(func(t *testing.T, path, message, line string, column, length int) {
		l := span(path, path, "web/"+path, 1, column, column, length)
		r := &diag.Result{Findings: []diag.Finding{{RuleID: message, Category: path, Message: message, Location: l, Status: diag.New, IsCause: true,
			Related: []diag.Related{{Location: l, Message: message}}, Fixes: []diag.Fix{{Title: message, Edits: []diag.Edit{{Location: l, Text: line}}}}}},
			Checks: []diag.Check{{ID: path, Why: message, Bad: line}},
			Notes:  []diag.Note{{Message: message}}, Errors: []diag.RunError{{Message: message, Path: path}, {Kind: diag.ParseError, Message: line}}}
		o := Options{Home: home("web"), Source: code{"web/" + path: line}}
		for _, format := range []Format{SARIF, GitLab, RDJSON} {
			if out := output(t, format, r, o); !json.Valid(out) {
				t.Errorf("no JSON: %s", out)
			}
		}
		for l := range bytes.Lines(output(t, JSONL, r, o)) {
			if !json.Valid(l) {
				t.Errorf("no JSON: %s", l)
			}
		}
		for _, format := range []Format{JUnit, Checkstyle} {
			out := output(t, format, r, o)
			checkTerminal(t, string(out))
			d := xml.NewDecoder(bytes.NewReader(out))
			for {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatalf("%v: %s", err, out)
				}
			}
		}
		checkTerminal(t, string(output(t, Markdown, r, o)))
		uri := relativeURI(path)
		if back, err := url.PathUnescape(uri); err != nil || back != path || strings.ContainsAny(uri, ":?# \\\"<>^`{|}") {
			t.Errorf("%q is written %q, which is %q: %v", path, uri, back, err)
		}
		if text := unlinked(message); strings.Contains(text, "](") {
			t.Errorf("%q is a link", text)
		}
	})
}
