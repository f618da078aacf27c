package document

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/baseline"
	"github.com/bytelyst/connaudit/internal/diag"
)

// at makes a record of rule `r`, or of the rule before a colon in its name.
func at(name string) baseline.Record {
	rule, unit, ok := strings.Cut(name, ":")
	if !ok {
		rule = "r"
	}
	return baseline.Record{Fingerprint: "v1:" + name, Rule: rule, Category: "c", Repo: "shop", Path: "src/" + name + ".ts", Unit: unit, Status: "new"}
}

// timesOf makes snapshots, each of the records named in one text.
func timesOf(texts ...string) *baseline.History {
	h := &baseline.History{}
	for i, text := range texts {
		s := baseline.Snapshot{Label: string(rune('a' + i)), Seq: i + 1, Date: day}
		for _, name := range strings.Fields(text) {
			s.Records = append(s.Records, at(name))
		}
		h.Snapshots = append(h.Snapshots, s)
	}
	return h
}

// TestRowCounts counts over snapshots: what comes back, what several findings share, root causes.
func TestRowCounts(t *testing.T) {
	for _, c := range []struct {
		name             string
		times            []string
		found, remaining int
		fixed            []int
	}{
		{"one time", []string{"x y"}, 2, 2, []int{}},
		{"fixed one by one", []string{"x y z", "y z", "z"}, 3, 1, []int{1, 1}},
		{"found later", []string{"x", "x y", "y"}, 2, 1, []int{0, 1}},
		{"comes back", []string{"x", "", "x"}, 1, 1, []int{1, 0}},
		{"one unit of several findings", []string{"r:u1 r:u1 r:u2", "r:u1"}, 2, 1, []int{1}},
	} {
		got := counter{Row{}, func(r baseline.Record) (string, bool) { return r.Counts(), r.Rule == "r" }}.over(timesOf(c.times...).Snapshots)
		if got.Found != c.found || got.Remaining != c.remaining || !slices.Equal(got.Fixed, c.fixed) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	cause := at("x")
	cause.Cause = true
	got := counter{Row{}, func(r baseline.Record) (string, bool) { return r.Counts(), true }}.over([]baseline.Snapshot{{Records: []baseline.Record{cause}}})
	if got.Found != 0 {
		t.Error("a root cause is counted")
	}
}

func TestViews(t *testing.T) {
	r := baseline.Record{Rule: "request-id", Category: "tracing", Repo: "shop", Path: "src/clients/a.py"}
	for _, c := range []struct {
		view diag.View
		want bool
	}{
		{diag.View{Rules: []string{"request-id"}}, true}, {diag.View{Rules: []string{"product-id"}}, false},
		{diag.View{Categories: []string{"tracing", "other"}}, true}, {diag.View{Repos: []string{"stock"}}, false},
		{diag.View{Paths: []string{"**/clients/*.py"}}, true}, {diag.View{Paths: []string{"shop/src/**"}}, true}, {diag.View{Paths: []string{"*.py"}}, false},
		{diag.View{Rules: []string{"request-id"}, Paths: []string{"**/*.ts"}}, false},
	} {
		if inView(c.view, r) != c.want {
			t.Errorf("%+v: %v", c.view, !c.want)
		}
	}
}

// result is an audit of one repository with a finding for each name; those of rule `slow` have priority P3.
func result(names ...string) *diag.Result {
	r := &diag.Result{Tool: diag.Tool{Name: "connaudit", Version: "v0"}, Repos: []string{"shop"}, Checks: []diag.Check{
		{ID: "r", Category: "c", Severity: diag.Error, Priority: diag.P1, Unit: "client", Units: "clients"},
		{ID: "slow", Category: "c", Severity: diag.Info, Priority: diag.P3, Unit: "file", Units: "files"},
		{ID: "none", Category: "d", Severity: diag.Info, Unit: "finding", Units: "findings"}}}
	for _, name := range names {
		a := at(name)
		f := diag.Finding{RuleID: a.Rule, Category: "c", Severity: diag.Error, Message: "Bad " + name, Unit: a.Unit, Fingerprint: a.Fingerprint,
			Status: diag.New, Location: diag.Location{Repo: "shop", Path: a.Path, Start: diag.Position{Line: 3}}}
		for _, c := range r.Checks {
			if c.ID == f.RuleID {
				f.Priority = c.Priority
			}
		}
		r.Findings = append(r.Findings, f)
	}
	r.Sort()
	return r
}

func built(t *testing.T, r *diag.Result, h *baseline.History, since string) *Document {
	t.Helper()
	d, err := Build(r, h, Options{Date: day, Since: since, Rules: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestSince tells from a snapshot on: what was fixed before it is history.
func TestSince(t *testing.T) {
	h := timesOf("x y z", "y z")
	for _, c := range []struct {
		since, columns, fixed, added string
	}{{"", "b ", "v1:x v1:y", "v1:w"}, {"b", "", "v1:y", "v1:w"}} {
		d := built(t, result("z", "w"), h, c.since)
		if got := strings.Join(d.Summary.Fixed, " "); got != c.columns {
			t.Errorf("since %q: columns %q", c.since, got)
		}
		if f, n := prints(d.Fixed), prints(d.New); f != c.fixed || n != c.added {
			t.Errorf("since %q: fixed %s, new %s", c.since, f, n)
		}
	}
	if _, err := Build(result(), h, Options{Since: "later"}); err == nil {
		t.Error("a label that there is not is taken")
	}
	if d := built(t, result("z", "y"), h, ""); len(d.Snapshots) != 2 || len(d.Summary.Fixed) != 1 {
		t.Errorf("nothing changed since the last snapshot, and now is told of: %+v", d.Snapshots)
	}
}

// TestGoneIsNotAlwaysMended says of what is gone how its place stands now.
func TestGoneIsNotAlwaysMended(t *testing.T) {
	r := result("z", "rewritten2")
	site := func(path string, verdict diag.Verdict, reason, how string) {
		r.Sites = append(r.Sites, diag.Site{RuleID: "r", Verdict: verdict, Reason: reason, OK: how, Location: diag.Location{Repo: "shop", Path: "src/" + path + ".ts"}})
	}
	site("vague", diag.Unknown, "the address is a parameter", "")
	site("vague", diag.OK, "", "Sends it.")
	site("mended", diag.OK, "", "Sends `a` now.")
	site("mended", diag.OK, "", "Sends `b` now.")
	site("silent", diag.OK, "", "")
	for i := range r.Findings {
		if strings.Contains(r.Findings[i].Message, "rewritten") {
			r.Findings[i].Path = at("rewritten1").Path
		}
	}
	h := timesOf("vague mended silent gone rewritten1 cause z off:u away")
	for i := range h.Snapshots[0].Records {
		switch rec := &h.Snapshots[0].Records[i]; rec.Fingerprint {
		case "v1:mended":
			rec.Message = "`b` is missing"
		case "v1:cause":
			rec.Cause = true
		case "v1:away":
			rec.Repo = "left"
		}
	}
	d := built(t, r, h, "")
	got := map[string]string{}
	for _, c := range d.Fixed {
		for _, rec := range c.Records {
			got[rec.Fingerprint] = rec.State + ": " + rec.Now
		}
	}
	want := map[string]string{
		"v1:vague":      "undecided: It cannot be told now: the address is a parameter. Sends it.",
		"v1:mended":     "correct: Sends `b` now.",
		"v1:silent":     "correct: It conforms.",
		"v1:gone":       "gone: The file has nothing that the check looks at: it was removed, moved or written otherwise.",
		"v1:rewritten1": "anew: It was rewritten, and is found anew: line 3.",
		"v1:cause":      "resolved: No finding is by it any more.",
		"v1:off:u":      "unchecked: The check does not run any more.",
		"v1:away":       "unchecked: The repository is not audited any more.",
	}
	if !maps.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	const note = "Fixed is what is not found any more: 2 of 7 findings conform now, 1 left nothing to look at, 1 was rewritten and is found anew, 1 cannot be told any more, 2 are not looked at any more."
	if d.FixedNote() != note {
		t.Errorf("%q", d.FixedNote())
	}
	for format, write := range formats {
		var b bytes.Buffer
		if err := write(&b, d); err != nil || format != "json" && !strings.Contains(b.String(), note) {
			t.Errorf("%s has no note: %v", format, err)
		}
	}
	mended := result()
	mended.Sites = r.Sites
	if note := built(t, mended, timesOf("silent"), "").FixedNote(); note != "" {
		t.Errorf("all conforms, and it says %q", note)
	}
}

func prints(changes []Change) string {
	var out []string
	for _, c := range changes {
		for _, r := range c.Records {
			out = append(out, r.Fingerprint)
		}
	}
	return strings.Join(out, " ")
}

// TestOrder puts priority first, then what one change resolves, then how many changes it takes; what a root cause explains is
// no step of its own.
func TestOrder(t *testing.T) {
	r := result("a", "b", "slow:f", "none:x", "z")
	for i := range r.Findings {
		if r.Findings[i].Fingerprint == "v1:z" {
			r.Findings[i].IsCause = true
		}
		if r.Findings[i].Fingerprint == "v1:b" {
			r.Findings[i].RootCause = "v1:z"
		}
	}
	var got []string
	for _, s := range built(t, r, &baseline.History{}, "").Order {
		got = append(got, s.Priority+" "+s.Rule+" "+s.Text)
	}
	if want := "P1 r Bad z; P1 r 1 client; P3 slow 1 file;  none 1 finding"; strings.Join(got, "; ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestNothingFound writes a workspace in which all is well, in every format.
func TestNothingFound(t *testing.T) {
	for _, format := range Formats() {
		var b bytes.Buffer
		write, _ := Lookup(format)
		if err := write(&b, built(t, result(), &baseline.History{}, "")); err != nil || b.Len() == 0 {
			t.Errorf("%s: %v", format, err)
		}
		if strings.Contains(b.String(), "****") || strings.Contains(b.String(), "<no value>") {
			t.Errorf("%s has holes:\n%s", format, b.String())
		}
	}
}

// TestLongMatrix has more repositories than anybody can read side by side: Markdown lists them by what they say.
func TestLongMatrix(t *testing.T) {
	r := result()
	for i := range 14 {
		name := fmt.Sprintf("repo%02d", i)
		r.Repos = append(r.Repos, name)
		cell := diag.MatrixCell{Row: "orders", Column: name, Text: "/id", Verdict: diag.OK, Location: diag.Location{Repo: name, Path: "a.ts"}}
		if i == 3 {
			cell.Text, cell.Verdict = "/a|b", diag.Violation
		}
		r.Checks[0].Matrix = append(r.Checks[0].Matrix, cell)
	}
	r.Sites = []diag.Site{{RuleID: "r", Verdict: diag.OK, Location: diag.Location{Repo: "shop", Path: "x"}}}
	var b bytes.Buffer
	if err := Markdown(&b, built(t, r, &baseline.History{}, "")); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| ❌ `orders` | /id | 13 | `repo00`, `repo01`, `repo02`, `repo04`, `repo05`, `repo06`, `repo07`, `repo08` and 5 more |\n",
		"|  | /a\\|b | 1 | `repo03` |\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, b.String())
		}
	}
}
