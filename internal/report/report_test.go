package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

var update = flag.Bool("update", false, "write the golden files")

// hosted are the options of a run for a host of the repository web.
var (
	hosted    = Options{Home: home("web"), Source: fixtureCode}
	hostedAll = Options{Home: home("web"), Source: fixtureCode, All: true, ShowOK: true, ShowUnknown: true}
)

func TestGolden(t *testing.T) {
	errs := func(all bool) Format {
		return func(w io.Writer, r *diag.Result, o Options) error { return Errors(w, r.Errors, all, o.Style) }
	}
	for name, c := range map[string]struct {
		format  Format
		result  *diag.Result
		options Options
	}{
		"text.txt":               {Text, everything(), Options{Source: fixtureCode}},
		"text-all.txt":           {Text, everything(), Options{All: true, ShowOK: true, ShowUnknown: true, Stats: true}},
		"text-colour.txt":        {Text, everything(), Options{Source: fixtureCode, Style: terminal.ANSI()}},
		"text-quiet.txt":         {Text, everything(), Options{Quiet: true}},
		"text-nothing.txt":       {Text, nothing(), Options{}},
		"json.json":              {JSON, everything(), Options{}},
		"json-all.json":          {JSON, everything(), Options{All: true, ShowOK: true, ShowUnknown: true, Stats: true}},
		"json-nothing.json":      {JSON, nothing(), Options{}},
		"jsonl.jsonl":            {JSONL, everything(), Options{All: true, ShowOK: true, ShowUnknown: true, Stats: true}},
		"jsonl-nothing.jsonl":    {JSONL, nothing(), Options{}},
		"sarif.sarif":            {SARIF, everything(), hosted},
		"sarif-all.sarif":        {SARIF, everything(), hostedAll},
		"sarif-nothing.sarif":    {SARIF, nothing(), hosted},
		"github.txt":             {GitHub, everything(), hosted},
		"github-all.txt":         {GitHub, everything(), hostedAll},
		"github-numerous.txt":    {GitHub, numerous(100), hosted},
		"github-nothing.txt":     {GitHub, nothing(), hosted},
		"gitlab.json":            {GitLab, everything(), hostedAll},
		"gitlab-nothing.json":    {GitLab, nothing(), hosted},
		"rdjson.json":            {RDJSON, everything(), hostedAll},
		"rdjson-nothing.json":    {RDJSON, nothing(), hosted},
		"junit.xml":              {JUnit, everything(), hostedAll},
		"junit-nothing.xml":      {JUnit, nothing(), hosted},
		"checkstyle.xml":         {Checkstyle, everything(), hostedAll},
		"checkstyle-nothing.xml": {Checkstyle, nothing(), hosted},
		"markdown.md":            {Markdown, everything(), hostedAll},
		"markdown-nothing.md":    {Markdown, nothing(), hosted},
		"statistics.txt":         {Statistics, everything(), Options{}},
		"timing.txt":             {Timing, everything(), Options{}},
		"timing-nothing.txt":     {Timing, nothing(), Options{}},
		"debugfiles.txt":         {DebugFiles, everything(), Options{}},
		"errors.txt":             {errs(false), everything(), Options{}},
		"errors-all.txt":         {errs(true), everything(), Options{}},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := c.format(&b, c.result, c.options); err != nil {
				t.Fatal(err)
			}
			compare(t, filepath.Join("testdata", name), b.Bytes())
			if c.options.Style == (terminal.Style{}) {
				checkTerminal(t, b.String())
			}
		})
	}
}

func compare(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (go test -update rewrites it); got:\n%s", file, got)
	}
}

// checkTerminal fails if text can do more to a terminal than fill it.
func checkTerminal(t *testing.T, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Error("output is no UTF-8")
	}
	for _, r := range text {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			t.Errorf("output holds %q", r)
		}
	}
}

func TestFormats(t *testing.T) {
	for _, name := range Formats() {
		if _, ok := Lookup(name); !ok {
			t.Errorf("%s is listed but not there", name)
		}
	}
	if _, ok := Lookup("xml"); ok {
		t.Error("xml is a format")
	}
}

type full struct{}

var errFull = errors.New("disk full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteErrors(t *testing.T) {
	all := maps.Clone(formats)
	all["statistics"], all["timing"], all["files"] = Statistics, Timing, DebugFiles
	for name, format := range all {
		if err := format(full{}, everything(), Options{}); !errors.Is(err, errFull) {
			t.Errorf("%s returns %v", name, err)
		}
	}
}

func TestDeepMetadata(t *testing.T) {
	var deep any
	for range 10_000 {
		deep = []any{deep}
	}
	r := &diag.Result{Findings: []diag.Finding{{Status: diag.New, Metadata: map[string]any{"deep": deep}}}}
	if err := JSON(io.Discard, r, Options{}); err != nil {
		t.Error(err)
	}
}

// Every field of the format is described, so that the description cannot fall behind.
func TestJSONIsDocumented(t *testing.T) {
	doc, err := os.ReadFile("../../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := JSON(&b, everything(), Options{All: true, ShowOK: true}); err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(b.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, member := range v {
				if !bytes.Contains(doc, []byte("`"+k+"`")) {
					t.Errorf("docs/json.md does not describe %s", k)
				}
				if k != "metavars" && k != "metadata" {
					walk(member)
				}
			}
		case []any:
			for _, member := range v {
				walk(member)
			}
		}
	}
	walk(out)
	for _, word := range append(diag.Severities(), "new", "known", "suppressed", "ok", "unknown", "safe", "review",
		"parse", "rule", "config", "io", "timeout", "unsupported", "resolve", "go") {
		if !bytes.Contains(doc, []byte("`"+word+"`")) {
			t.Errorf("docs/json.md does not describe %s", word)
		}
	}
}

func TestFrame(t *testing.T) {
	for _, c := range []struct {
		name, line     string
		column, length int // in bytes, the column from 1
		code           string
		indent, marker int
	}{
		{"plain", "a = b(c)", 5, 4, "a = b(c)", 4, 4},
		{"empty span", "a = b", 5, 0, "a = b", 4, 1},
		{"at the end", "a", 2, 0, "a", 1, 1},
		{"behind the end", "a", 99, 5, "a", 1, 1},
		{"tab", "\ta\tb", 4, 1, "    a   b", 8, 1},
		{"tab marked", "a\tb", 2, 1, "a   b", 1, 3},
		{"two bytes", "äöü = x", 10, 1, "äöü = x", 6, 1},
		{"wide", "漢字 = 語", 10, 3, "漢字 = 語", 7, 2},
		{"combining", "e\u0301 = x", 7, 1, "e\u0301 = x", 4, 1},
		{"emoji", "👩\u200d💻 = x", 15, 1, "👩\u200d💻 = x", 5, 1},
		{"control", "\x1b[m = x", 7, 1, `\x1b[m = x`, 9, 1},
		{"control marked", "a\x1bb", 2, 1, `a\x1bb`, 1, 4},
		{"inside a character", "ä = 1", 2, 2, "ä = 1", 0, 2},
		{"invalid bytes", "\xff\xfe = x", 6, 1, `\xff\xfe = x`, 11, 1},
		{"invalid span", "abc", -3, -9, "abc", 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := span("", "a.ts", "a.ts", 1, c.column, 0, c.length)
			if got, want := newFrame(l, c.line, frameWidth), (frame{c.code, c.indent, c.marker}); got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
		})
	}
}

// TestFrameWidth demands that no frame is wider than the terminal: one that wraps tears code and marker apart.
func TestFrameWidth(t *testing.T) {
	lines := code{"min.js": fixtureCode["web/dist/min.js"], "wide.js": strings.Repeat("漢字 = 1; ", 90), "long.js": strings.Repeat("a", 1000)}
	for file := range lines {
		for columns := 40; columns <= 160; columns++ {
			f := diag.Finding{Location: span("", file, file, 1, 401, 400, 300), Status: diag.New}
			var b bytes.Buffer
			if err := Text(&b, &diag.Result{Findings: []diag.Finding{f}}, Options{Source: lines, Width: columns, Quiet: true}); err != nil {
				t.Fatal(err)
			}
			for _, line := range strings.Split(b.String(), "\n") {
				if terminal.Width(line) >= columns {
					t.Errorf("%s, %d columns: %d are taken by %s", file, columns, terminal.Width(line), line)
				}
			}
		}
	}
}

func TestClip(t *testing.T) {
	for _, c := range []struct{ s, left, right string }{
		{"abc", "abc", "abc"}, {"abcd", "abcd", "abcd"}, {"abcde", "…cde", "abc…"},
		{"漢字漢字", "…字", "漢…"}, {"", "", ""}, {"a漢字b", "…字b", "a漢…"},
	} {
		if got := terminal.ClipLeft(c.s, 4); got != c.left {
			t.Errorf("terminal.ClipLeft(%q) is %q, want %q", c.s, got, c.left)
		}
		if got := terminal.ClipRight(c.s, 4); got != c.right {
			t.Errorf("terminal.ClipRight(%q) is %q, want %q", c.s, got, c.right)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("src/a.ts", "message\n\x1b", "\tconst x = '漢';", 3, 2)
	f.Add("\u202e", "", strings.Repeat("e\u0301", 300), 400, 10)
	f.Fuzz(func(t *testing.T, path, message, line string, column, length int) {
		l := span(path, path, path, 1, column, column, length)
		r := &diag.Result{Findings: []diag.Finding{{RuleID: message, Category: path, Message: message, Location: l, Status: diag.New, IsCause: true,
			Related: []diag.Related{{Location: l, Message: message}}, Fixes: []diag.Fix{{Title: message}}}},
			Notes: []diag.Note{{Message: message}}, Errors: []diag.RunError{{Message: message, Path: path}},
			Sites:   []diag.Site{{RuleID: path, OK: message, Verdict: diag.OK, Location: l}, {Reason: message, Verdict: diag.Unknown}},
			Skipped: []diag.Skipped{{Path: path, Kind: message, Rule: line, Source: path}}}
		var b bytes.Buffer
		o := Options{Source: code{path: strings.ReplaceAll(line, "\n", "")}, ShowOK: true, ShowUnknown: true}
		for _, format := range []Format{Text, Statistics, DebugFiles} {
			if err := format(&b, r, o); err != nil {
				t.Fatal(err)
			}
		}
		if err := Errors(&b, r.Errors, false, terminal.Style{}); err != nil {
			t.Fatal(err)
		}
		checkTerminal(t, b.String())
		if c := newFrame(l, line, frameWidth); c.indent+c.length > frameWidth+2 {
			t.Errorf("the marker ends at column %d", c.indent+c.length)
		}
	})
}
