package diag

import (
	"math/rand"
	"reflect"
	"slices"
	"testing"

	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/value"
)

func TestZeroValuesAreInvalid(t *testing.T) {
	for _, got := range []string{Severity(0).String(), Status(0).String(), Verdict(0).String(), Safety(0).String(), Severity(99).String()} {
		if got != "invalid" {
			t.Errorf("got %q", got)
		}
	}
}

func TestParseSeverity(t *testing.T) {
	for _, name := range Severities() {
		s, err := ParseSeverity(name)
		if err != nil || s.String() != name {
			t.Errorf("%s: %v, %v", name, s, err)
		}
	}
	for _, name := range []string{"", "invalid", "ERROR", "fatal"} {
		if _, err := ParseSeverity(name); err == nil {
			t.Errorf("%q is a severity", name)
		}
	}
	if !Error.AtLeast(Warning) || !Warning.AtLeast(Warning) || Info.AtLeast(Warning) {
		t.Error("severities do not rise")
	}
}

func at(repo, path string, line, column, offset int) Location {
	return Location{Repo: repo, Path: path, Start: Position{Line: line, Column: column, Offset: offset}}
}

func TestOrderIsTotal(t *testing.T) {
	want := []Finding{
		{RuleID: "z", Location: at("", "z.ts", 9, 1, 90)},
		{RuleID: "z", Location: at("a", "a.ts", 2, 1, 10)},
		{RuleID: "a", Location: at("a", "a.ts", 10, 1, 90)},
		{RuleID: "b", Location: at("a", "a.ts", 10, 1, 90), Message: "m"},
		{RuleID: "b", Location: at("a", "a.ts", 10, 1, 90), Message: "n"},
		{RuleID: "b", Location: at("a", "a.ts", 10, 1, 90), Message: "n", Fingerprint: "v1:1"},
		{RuleID: "a", Location: at("a", "a.ts", 10, 2, 91)},
		{RuleID: "a", Location: at("a", "b.ts", 1, 1, 0)},
		{RuleID: "a", Location: at("b", "a.ts", 1, 1, 0)},
	}
	for seed := range int64(20) {
		r := Result{Findings: slices.Clone(want)}
		rand.New(rand.NewSource(seed)).Shuffle(len(want), func(i, j int) {
			r.Findings[i], r.Findings[j] = r.Findings[j], r.Findings[i]
		})
		r.Sort()
		if !reflect.DeepEqual(r.Findings, want) {
			t.Fatalf("order is %v", r.Findings)
		}
	}
}

func TestSortReachesEverything(t *testing.T) {
	r := Result{
		Sites:   []Site{{RuleID: "b"}, {RuleID: "a", Verdict: Unknown}, {RuleID: "a", Verdict: OK}},
		Errors:  []RunError{{Path: "b"}, {Path: "a", Line: 2}, {Path: "a", Line: 1}},
		Notes:   []Note{{Category: "b"}, {Category: "a", Message: "2"}, {Category: "a", Message: "1"}},
		Skipped: []Skipped{{Repo: "b"}, {Repo: "a", Path: "2"}, {Repo: "a", Path: "1"}},
		Stats: Stats{
			Rules:    []RuleStats{{RuleID: "b"}, {RuleID: "a"}},
			Formulas: []FormulaStats{{List: "known", Name: "b"}, {List: "known", Name: "a"}, {List: "facts"}},
		},
	}
	r.Sort()
	if r.Sites[0].Verdict != OK || r.Errors[0].Line != 1 || r.Notes[0].Message != "1" || r.Skipped[0].Path != "1" ||
		r.Stats.Rules[0].RuleID != "a" || r.Stats.Formulas[0].List != "facts" || r.Stats.Formulas[1].Name != "a" {
		t.Errorf("got %+v", r)
	}
}

func TestOnlyNewFindingsCount(t *testing.T) {
	r := Result{Findings: []Finding{
		{Severity: Error, Status: Known}, {Severity: Error, Status: Suppressed}, {Severity: Info, Status: New},
	}}
	if r.HasNew(Warning) || !r.HasNew(Info) {
		t.Error("known or suppressed findings count")
	}
	if r.Count(New) != 1 || r.Count(Known) != 1 || r.Count(Suppressed) != 1 {
		t.Error("statuses are miscounted")
	}
	if len(r.Shown(false)) != 1 || len(r.Shown(true)) != 3 {
		t.Errorf("%d and %d are shown", len(r.Shown(false)), len(r.Shown(true)))
	}
}

func TestFailedRuns(t *testing.T) {
	for kind, want := range map[ErrorKind][2]bool{ // without and with strict
		RuleError: {true, true}, ConfigError: {true, true}, ParseError: {false, true}, IOError: {false, true},
		TimeoutError: {false, true}, GoError: {false, true}, UnsupportedError: {}, ResolveError: {},
		"": {true, true},
	} {
		r := Result{Errors: []RunError{{Kind: kind}}}
		if got := [2]bool{r.Failed(false), r.Failed(true)}; got != want {
			t.Errorf("%s: %v", kind, got)
		}
	}
}

func TestNewLocation(t *testing.T) {
	file := &value.File{Repo: "r", Path: "a.ts", Display: "x/a.ts", Line: func(int) int { return 7 }}
	text, err := source.New("a.ts", []byte("\xef\xbb\xbfa\näb"))
	if err != nil {
		t.Fatal(err)
	}
	place := value.Place{File: file, Start: 4, End: 5}
	got := NewLocation(place, text)
	want := Location{"r", "a.ts", "x/a.ts", Position{Line: 2, Column: 3, Offset: 7}, Position{Line: 2, Column: 4, Offset: 8}}
	if got != want {
		t.Errorf("got %+v", got)
	}
	if got := NewLocation(place, nil); got.Start.Line != 7 || got.Start.Column != 0 || got.Path != "a.ts" {
		t.Errorf("without text %+v", got)
	}
	if !NewLocation(value.Place{}, text).IsNone() {
		t.Error("nowhere became a place")
	}
}
