package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/source"
)

// code is a Source of texts by file name.
type code map[string]string

func (c code) Line(file string, line int) (string, bool) {
	text, ok := c[file]
	if lines := strings.Split(text, "\n"); ok && line <= len(lines) {
		return strings.TrimSuffix(lines[line-1], "\r"), true
	}
	return "", false
}

// File implements Source.
func (c code) File(name string) *source.File {
	text, ok := c[name]
	if !ok {
		return nil
	}
	f, err := source.New(name, []byte(text))
	if err != nil {
		return nil
	}
	return f
}

// home is a Home below a folder of the working directory.
type home string

func (h home) Path(file string) (string, bool) { return strings.CutPrefix(file, string(h)+"/") }

var fixtureCode = code{
	"shared/packages/client/src/client.ts": "import x from 'y';\r\n\r\n\treturn {\t'Content-Type': json };\r\n",
	"web/src/ä ö/100%:now.ts":              "const 名前 = '漢字'; const 👩‍💻 = fetch(`${日本}/x`, {\n  headers,\n});",
	"web/src/esc.ts":                       "x(\"\x1b[31mred\", '\u202eabc', \"\xff\");",
	"web/dist/min.js":                      strings.Repeat("a=1;", 100) + "fetch(u)" + strings.Repeat(";b=2", 100),
	"web/src/blank.ts":                     "\n   \n",
	"web/src/old.ts":                       "\xef\xbb\xbfa\nb // 👩‍💻\n",
	"web/src/[a](1), b.ts":                 "const u = '日本' + fetch(url, {});\n",
}

func span(repo, path, file string, line, column, offset, length int) diag.Location {
	return diag.Location{Repo: repo, Path: path, File: file,
		Start: diag.Position{Line: line, Column: column, Offset: offset},
		End:   diag.Position{Line: line, Column: column + length, Offset: offset + length}}
}

// everything is a result with all that a format has to bear.
func everything() *diag.Result {
	root := span("shared", "packages/client/src/client.ts", "shared/packages/client/src/client.ts", 3, 9, 30, 26)
	wide := span("web", "src/ä ö/100%:now.ts", "web/src/ä ö/100%:now.ts", 1, 46, 45, 1)
	wide.End = diag.Position{Line: 3, Column: 3, Offset: 90}
	r := &diag.Result{
		Findings: []diag.Finding{
			{RuleID: "request-id", Category: "request-id", Severity: diag.Error, Priority: diag.P0, Status: diag.New,
				Message: "No `x-request-id` is added where these headers are built; one change here resolves 2 findings.", Location: root,
				IsCause: true, Explains: 2, Fingerprint: "v1:00000000000000aa",
				Fixes: []diag.Fix{{Title: "Add `x-request-id` here", Safety: diag.Safe, Edits: []diag.Edit{
					{Location: span("shared", "packages/client/src/client.ts", root.File, 3, 10, 31, 0), Text: "\n  'x-request-id': crypto.randomUUID(),"},
				}}}},
			{RuleID: "request-id", Category: "request-id", Severity: diag.Error, Priority: diag.P0, Status: diag.New,
				Message: "This client sends no `x-request-id`.", Location: wide, RootCause: "v1:00000000000000aa", Fingerprint: "v1:00000000000000ab",
				Related:  []diag.Related{{Location: root, Message: "the headers are built\nhere"}, {Location: diag.Location{Repo: "platform", Path: "api/x.ts"}}},
				Metavars: map[string]string{"$URL": "`${日本}/x`", "$A": "<b>&\u2028"},
				Trace: func() []diag.Step {
					return []diag.Step{{Message: "headers of the call"}, {Location: root, Message: "an object without `x-request-id`", Depth: 1}}
				}},
			{RuleID: "request-id", Category: "request-id", Severity: diag.Error, Priority: diag.P0, Status: diag.New,
				Message: "explained by what is not shown", Location: span("web", "gone.ts", "web/gone.ts", 7, 1, 0, 3), RootCause: "v1:00000000000000ff",
				Fingerprint: "v1:00000000000000ac", Trace: func() []diag.Step { return nil }},
			{RuleID: "team.multi-line", Category: "", Severity: diag.Info, Status: diag.New, Fingerprint: "v1:00000000000000ad",
				Message: "\n::error file=x::first line\x1b[2J\n\n  second line\r\n", Location: span("web", "src/esc.ts", "web/src/esc.ts", 1, 3, 2, 10),
				Metadata: map[string]any{"cwe": []any{"CWE-1", 2, math.Inf(1)}, "at": time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
					"nested": map[any]any{1: "a", true: map[string]any{"x": nil}}},
				Fixes: []diag.Fix{{Title: "Rewrite\nit", Safety: diag.Review}}},
			{RuleID: "product-id", Category: "product-id", Severity: diag.Warning, Priority: diag.P2, Status: diag.New,
				Message: "in a minified file", Location: span("web", "dist/min.js", "web/dist/min.js", 1, 401, 400, 8), Fingerprint: "v1:00000000000000ae"},
			{RuleID: "product-id", Category: "product-id", Severity: diag.Warning, Priority: diag.P2, Status: diag.New,
				Message: "outside its line", Location: span("web", "src/esc.ts", "web/src/esc.ts", 1, 400, 9000, 8), Fingerprint: "v1:00000000000000af"},
			{RuleID: "product-id", Category: "product-id", Severity: diag.Warning, Priority: diag.P2, Status: diag.New,
				Message: "on a blank line", Location: span("web", "src/blank.ts", "web/src/blank.ts", 2, 1, 1, 0), Fingerprint: "v1:00000000000000b0"},
			{RuleID: "product-id", Category: "product-id", Severity: diag.Warning, Priority: diag.P2, Status: diag.Known,
				Message: "in the baseline", Location: span("web", "src/old.ts", "web/src/old.ts", 1, 1, 0, 1), Fingerprint: "v1:00000000000000b1"},
			{RuleID: "product-id", Category: "product-id", Severity: diag.Warning, Priority: diag.P2, Status: diag.Suppressed,
				Message: "ignored", Location: span("web", "src/old.ts", "web/src/old.ts", 2, 1, 9, 1), Fingerprint: "v1:00000000000000b2"},
			{RuleID: "env-example", Category: "env", Severity: diag.Warning, Priority: diag.P1, Status: diag.New, Fingerprint: "v1:00000000000000b3",
				Message:  "`TOKEN` is 100%25 [missing](https://evil.test) in <b>.env.example</b> | ##[add-mask]x",
				Location: span("web", "src/[a](1), b.ts", "web/src/[a](1), b.ts", 1, 22, 21, 14),
				Fixes: []diag.Fix{
					{Title: "Append `TOKEN` to the example", Safety: diag.Safe, Edits: []diag.Edit{
						{Location: span("web", "src/old.ts", "web/src/old.ts", 2, 13, 16, 0), Text: "\nTOKEN=\n"},
						{Location: span("web", "src/[a](1), b.ts", "web/src/[a](1), b.ts", 1, 28, 27, 3), Text: "env.URL"}}},
					{Title: "Name it", Safety: diag.Review, Edits: []diag.Edit{
						{Location: span("web", "src/[a](1), b.ts", "web/src/[a](1), b.ts", 1, 28, 27, 3), Text: "::error::\n名"}}}}},
			{RuleID: "partition-key", Category: "partition-key", Severity: diag.Error, Priority: diag.P3, Status: diag.New, Fingerprint: "v1:00000000000000b4",
				Message: "keys disagree", Location: span("platform", "db/open.py", "platform/db/open.py", 12, 5, 300, 9),
				Related: []diag.Related{{Location: span("web", "src/old.ts", "web/src/old.ts", 2, 1, 5, 1), Message: "`/id` here"},
					{Location: span("web", "src/esc.ts", "web/src/esc.ts", 1, 1, 0, 1), Message: "the convention: this place keeps to it", Evidence: true}}},
			{RuleID: "partition-key", Category: "partition-key", Severity: diag.Error, Priority: diag.P3, Status: diag.New, Fingerprint: "v1:00000000000000b5",
				Message: "only over there", Location: diag.Location{Repo: "platform", Path: "db/facts.py", Start: diag.Position{Line: 4}}},
		},
		Checks:  fixtureChecks(),
		Sites:   fixtureSites(),
		Errors:  fixtureErrors(),
		Notes:   []diag.Note{{RuleID: "tenant-id", Category: "tenant-id", Message: "12 clients, none sends x-tenant-id: no convention; set params.tenant-id.header to require it"}},
		Skipped: fixtureSkipped(),
		Stats:   fixtureStats(),
		Tool:    diag.Tool{Name: "connaudit", Version: "v1.2.3"},
	}
	r.Sort()
	return r
}

func fixtureChecks() []diag.Check {
	return []diag.Check{
		{ID: "env-example", Category: "env", Why: "Whoever starts the service copies the example. What is missing fails late.", Severity: diag.Warning, Priority: diag.P1,
			Bad: "const t = process.env.TOKEN; // not in the example\n```\n", Good: "# .env.example\nTOKEN="},
		{ID: "product-id", Category: "product-id", Why: strings.Repeat("A server filters by product & <tenant>. ", 60), Severity: diag.Warning, Priority: diag.P2},
		{ID: "request-id", Category: "request-id", Why: "A trace ends where it is missing.", Severity: diag.Error, Priority: diag.P0},
		{ID: "tenant-id", Category: "tenant-id", Severity: diag.Info},
		{ID: "tenant-id", Category: "tenant-id", Severity: diag.Info},
	}
}

func fixtureSites() []diag.Site {
	site := func(rule string, v diag.Verdict, reason, ok string, line int) diag.Site {
		return diag.Site{RuleID: rule, Category: rule, Verdict: v, Reason: reason, OK: ok, Location: span("web", "src/a.ts", "web/src/a.ts", line, 3, line*10, 5)}
	}
	return []diag.Site{
		site("request-id", diag.OK, "", "Sends `x-request-id` from src/a.ts:1.", 2),
		site("product-id", diag.OK, "", "", 2),
		site("request-id", diag.Unknown, "the URL is a parameter", "", 3),
		site("request-id", diag.Unknown, "spread of \x07 unknown", "", 4),
		site("request-id", diag.Unknown, "spread of \x07 unknown", "", 5),
		site("product-id", diag.Unknown, "", "", 6),
		site("product-id", diag.Violation, "", "", 7),
	}
}

func fixtureErrors() []diag.RunError {
	return []diag.RunError{
		{Kind: diag.ParseError, Message: "syntax that was not understood", Path: "web/src/b c.ts", Line: 9, Column: 4},
		{Kind: diag.ParseError, Message: "syntax that was not understood", Path: "web/src/d.ts", Line: 2},
		{Kind: diag.UnsupportedError, Message: "rule taint-1 has mode: taint", Path: "rules/taint.yaml", Line: 3},
		{Kind: diag.RuleError, Message: "unknown key \"pattren\" (did you mean pattern?)\nallowed: pattern, patterns", Path: "rules/x.yaml", Line: 3, Column: 5},
		{Kind: diag.IOError, Message: "cannot be read: permission denied", Path: "web/\x1bsecret.ts"},
		{Kind: diag.TimeoutError, Message: "gave up after 10 s"},
	}
}

func fixtureSkipped() []diag.Skipped {
	return []diag.Skipped{
		{Repo: "web", Path: "node_modules", Dir: true, Kind: "dependencies", Reason: "holds installed packages", Rule: "**/node_modules", Source: "defaults"},
		{Repo: "web", Path: "gen", Dir: true, Partly: true, Kind: ".gitignore", Reason: "is ignored", Rule: "/gen\t", Source: "web/.gitignore:3"},
		{Repo: "web", Path: "a\x1b.min.js", Kind: "minified", Reason: "has very long lines"},
		{Repo: "web", Path: "env.d.ts", Partly: true, Kind: "declarations", Reason: "declares types", Rule: "*.d.ts", Source: "defaults"},
		{Path: "x.bin", Kind: "binary"},
	}
}

func fixtureStats() diag.Stats {
	return diag.Stats{Repos: 2, Files: 120, FilesParsed: 37, Bytes: 1_234_567, SitesOK: 2, SitesUnknown: 4, DurationMS: 35,
		Phases: []diag.Phase{{Name: "find files", Duration: 5 * time.Millisecond}, {Name: "scan", Duration: 15 * time.Millisecond}},
		Rules: []diag.RuleStats{
			{RuleID: "request-id", Category: "request-id", Sites: 5, OK: 1, Violations: 1, Unknown: 3, Duration: 1500 * time.Microsecond},
			{RuleID: "tenant-id", Category: "tenant-id", NoConvention: 12, Duration: 2500 * time.Microsecond},
		},
		Formulas: []diag.FormulaStats{
			{List: "known", Name: "tracing.yaml:12", Files: 10, Matches: 3, Duration: time.Millisecond},
			{List: "facts", Name: "http-call", Files: 100, Matches: 30, Duration: 2 * time.Millisecond},
		},
	}
}

// numerous is a result with more findings than most formats show.
func numerous(n int) *diag.Result {
	r := &diag.Result{Tool: diag.Tool{Name: "connaudit", Version: "v1.2.3"}, Stats: diag.Stats{Repos: 1, Files: n}}
	for i := range n {
		severities := []diag.Severity{diag.Error, diag.Warning, diag.Info}
		f := diag.Finding{RuleID: "product-id", Category: "product-id", Severity: severities[i%3], Priority: diag.P2, Status: diag.New,
			Message: "finding " + strconv.Itoa(i), Fingerprint: "v1:" + strconv.Itoa(i)}
		f.Location = span("web", fmt.Sprintf("src/%03d.ts", i/7), fmt.Sprintf("web/src/%03d.ts", i/7), 1+i%7, 1, 0, 3)
		switch {
		case i == n-1:
			f.IsCause, f.Explains, f.Priority, f.Severity = true, 3, diag.P0, diag.Error
		case i < 3:
			f.RootCause, f.Priority = "v1:"+strconv.Itoa(n-1), diag.P0
		}
		r.Findings = append(r.Findings, f)
	}
	r.Sort()
	return r
}

// nothing is a result without findings.
func nothing() *diag.Result {
	return &diag.Result{
		Checks: fixtureChecks(),
		Notes:  []diag.Note{{RuleID: "request-id", Category: "request-id", Message: "12 clients, none sends x-request-id: no convention; set params.request-id.header to require it"}},
		Stats:  diag.Stats{Repos: 1, Files: 1, SitesOK: 1},
		Tool:   diag.Tool{Name: "connaudit", Version: "v1.2.3"},
	}
}
