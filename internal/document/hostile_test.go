package document

import (
	"bytes"
	"strings"
	"testing"
)

// hostile is text that is markup, script or a template wherever it is not escaped.
const hostile = `"><img src=x onerror=pwned()>'</script><script>pwned()</script>{{.}}${pwned()}<b>*|[a](b)` + "`<i>`"

// hostileDocument has it everywhere.
func hostileDocument() *Document {
	p := Place{Repo: hostile, Path: hostile + ".ts", Line: 1}
	return &Document{Date: day, Since: hostile, Tool: Tool{hostile, hostile, hostile}, Scope: Scope{Repos: []string{hostile, "other"}, Findings: 1, Causes: 1, Correct: 1},
		Snapshots: []Snapshot{{Label: hostile, Date: day, Findings: 2, Priorities: []Priority{{"P0", 1}, {hostile, 1}}}, {Date: day, Findings: 1, Priorities: []Priority{{"P0", 1}, {hostile, 0}}}},
		Summary:   Summary{Fixed: []string{hostile}, Rows: []Row{{Name: hostile, Priority: "P0", Unit: hostile, Units: hostile, Found: 1, Fixed: []int{0}, Remaining: 1}}},
		Causes:    []Cause{{Place: p, Rule: hostile, Category: hostile, Priority: "P0", Message: hostile, Excerpt: hostile + "\n```", Resolves: []Place{p}}},
		Sections: []Section{{Rule: hostile, Category: hostile, Priority: hostile, Severity: hostile, Why: hostile,
			Repos: []RepoGroup{{hostile, []Finding{{Place: p, Message: hostile, Excerpt: hostile, Priority: "P0", Status: "known", New: true, Cause: "x",
				Fingerprint: hostile, Related: []Related{{p, hostile}}}}}},
			Tables:  []Table{{hostile, []string{hostile}, []TableRow{{p, "violation", []string{hostile}}}}},
			Matrix:  &Matrix{hostile, []string{hostile}, []MatrixRow{{hostile, "violation", []MatrixCell{{[]string{hostile}, "violation", []Place{p}}}}}},
			Correct: []CorrectSet{{hostile, []Site{{p, hostile, hostile}}}}}},
		Fixed: []Change{{hostile, []Changed{{Place: p, Rule: hostile, Message: hostile, Now: hostile}}}}, New: []Change{{"", []Changed{{Place: p, Rule: hostile}}}},
		Order: []Step{{Priority: "P0", Rule: hostile, Text: hostile, Resolves: 1, Places: 1, At: []Place{p}}},
		Open:  []string{hostile}, Undecided: []Site{{p, hostile, hostile}}, Nothing: []Note{{hostile, hostile}},
		Unread: Unread{[]Problem{{hostile, hostile, 1, hostile}}, []Skipped{{hostile, hostile, hostile, 1, []string{hostile}}}}}
}

// TestTextStaysText writes markup in all fields: what a reader of HTML or Markdown would act on never comes out as it is.
func TestTextStaysText(t *testing.T) {
	for _, format := range []string{"html", "md"} {
		var b bytes.Buffer
		write, _ := Lookup(format)
		if err := write(&b, hostileDocument()); err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"<img", "<b>", "<i>", "<script>pwned"} {
			if out := outsideCode(format, b.String()); strings.Contains(out, bad) {
				i := strings.Index(out, bad)
				t.Errorf("%s has %s in …%s", format, bad, out[max(0, i-200):i+len(bad)])
			}
		}
	}
}

// outsideCode leaves out of Markdown what stands in code, where nothing is read.
func outsideCode(format, text string) string {
	if format != "md" {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		if text[i] == '\\' && i+1 < len(text) && text[i+1] == '`' {
			i += 2
			continue
		}
		n := 0
		for i+n < len(text) && text[i+n] == '`' {
			n++
		}
		if n == 0 {
			b.WriteByte(text[i])
			i++
			continue
		}
		fence := text[i : i+n]
		i += n
		for end := closing(text[i:], fence); ; {
			if end < 0 {
				b.WriteString(text[i:]) // opens no code
				return b.String()
			}
			i += end + n
			break
		}
	}
	return b.String()
}

// closing finds a run of backticks of exactly the fence's length.
func closing(text, fence string) int {
	for i := 0; i < len(text); {
		if text[i] != '`' {
			i++
			continue
		}
		n := 0
		for i+n < len(text) && text[i+n] == '`' {
			n++
		}
		if n == len(fence) {
			return i
		}
		i += n
	}
	return -1
}
