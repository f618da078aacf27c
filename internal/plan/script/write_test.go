package script

import (
	"bytes"
	"flag"
	"math"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden file")

// referral, link and event are the two schemas that share a container in the workspaces of this project's tests.
var (
	referral = DocumentType{"ReferralDoc", []Field{
		{Name: "id", Type: "string"},
		{Name: "productId", Type: "string"},
		{Name: "referrerId", Type: "string"},
		{Name: "referredUserId", Type: "string | null"},
		{Name: "status", Type: "'pending' | 'signed_up' | 'subscribed' | 'rewarded'", Literals: []any{"pending", "signed_up", "subscribed", "rewarded"}},
		{Name: "referrerRewardTokens", Type: "number"},
		{Name: "createdAt", Type: "string"},
	}}
	link = DocumentType{"ReferralLink", []Field{
		{Name: "id", Type: "string"},
		{Name: "userId", Type: "string"},
		{Name: "productId", Type: "string"},
		{Name: "docType", Type: "'link'", Literals: []any{"link"}},
		{Name: "code", Type: "string"},
		{Name: "url", Type: "string"},
		{Name: "createdAt", Type: "string"},
	}}
	event = DocumentType{"ReferralEvent", []Field{
		{Name: "id", Type: "string"},
		{Name: "userId", Type: "string"},
		{Name: "productId", Type: "string"},
		{Name: "docType", Type: "'event'", Literals: []any{"event"}},
		{Name: "referrerId", Type: "string"},
		{Name: "status", Type: "'invited' | 'installed' | 'activated' | 'rewarded'", Literals: []any{"invited", "installed", "activated", "rewarded"}},
		{Name: "activatedAt", Type: "string | null"},
	}}
)

// unify copies both schemas under one key.
func unify() Options {
	return Options{
		Source: "referrals", SourceKey: []string{"/userId"},
		Target: "referrals_v2", TargetKey: []string{"/referrerId"},
		Database: "lysnrai", CountBy: "productId",
		Types:   []DocumentType{referral, link, event},
		Renames: []Rename{{"userId", "referrerId"}},
	}
}

// split copies one of the schemas into a container of its own.
func split() Options {
	return Options{
		Source: "referrals", SourceKey: []string{"/id"},
		Target: "mindlyst_referrals", TargetKey: []string{"/userId"},
		CountBy: "productId",
		Types:   []DocumentType{link, event},
		Others:  []DocumentType{referral},
	}
}

// fill copies both schemas under one key; who has no field for it gets one, and nobody loses one.
func fill() Options {
	o := unify()
	o.Keep = true
	return o
}

// hostile has names that would be code wherever they were not escaped.
func hostile() Options {
	const name = "a'b\"c`d${1}\\e*/f\ng\u2028h\u202ei"
	return Options{
		Source: name, SourceKey: []string{"/" + name},
		Target: "t" + name, TargetKey: []string{"/" + name},
		Database: name, EndpointVar: name, KeyVar: name, DatabaseVar: name, CountBy: name,
		Types:   []DocumentType{{name, []Field{{Name: name, Type: name, Literals: []any{name, 1, 1.5, true, nil}}, {Name: "__proto__", Literals: []any{name}}}}},
		Others:  []DocumentType{{name, []Field{{Name: "x", Literals: []any{name}}}}},
		Renames: []Rename{{name, "n" + name}},
	}
}

func text(t *testing.T, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	const file = "testdata/migrate-referrals-to-mindlyst_referrals.ts"
	got := text(t, split())
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		lines := strings.Split(string(want), "\n")
		for i, l := range strings.Split(got, "\n") {
			if i >= len(lines) || l != lines[i] {
				t.Fatalf("%s:%d differs (go test -update rewrites it); got: %s", file, i+1, l)
			}
		}
		t.Errorf("%s goes on after the program's end", file)
	}
}

// TestNothingDeleted: whatever else the program does, no request of it can delete.
func TestNothingDeleted(t *testing.T) {
	for _, o := range []Options{unify(), split()} {
		for _, word := range []string{".delete", "Delete", "batch(", "bulk(", "executeBulk", ".upsert", ".patch", "AccountKey"} {
			if strings.Contains(text(t, o), word) {
				t.Errorf("the program has %q", word)
			}
		}
	}
}

// TestEscaping looks at what a reader sees; that the compiler takes it, and reads the same names, TestCompiles shows.
func TestEscaping(t *testing.T) {
	got := text(t, hostile())
	for _, c := range []string{"\u2028", "\u202e", "f\ng"} {
		if strings.Contains(got, c) {
			t.Errorf("the program holds %q as it stands", c)
		}
	}
	comment, _, _ := strings.Cut(got, "import {")
	if n := strings.Count(comment, "*/"); n != 1 {
		t.Errorf("the comment at the head ends %d times", n)
	}
}

func TestFileName(t *testing.T) {
	for _, c := range []struct {
		options Options
		want    string
	}{
		{split(), "migrate-referrals-to-mindlyst_referrals.ts"},
		{Options{Source: "a b/../c", SourceKey: []string{"/k"}, Target: "é", TargetKey: []string{"/k"}}, "migrate-a-b----c-to--.ts"},
		{Options{Name: "my$move", Source: "a", SourceKey: []string{"/k"}, Target: "b", TargetKey: []string{"/k"}}, "my-move.ts"},
	} {
		if got, err := FileName(c.options); err != nil || got != c.want {
			t.Errorf("got %q, %v, want %q", got, err, c.want)
		}
	}
}

func TestOptionsRefused(t *testing.T) {
	for want, change := range map[string]func(*Options){
		"need a name":              func(o *Options) { o.Target = "" },
		"cannot be changed in":     func(o *Options) { o.Target = o.Source },
		"target needs a partition": func(o *Options) { o.TargetKey = nil },
		"at most 3 paths, not 4":   func(o *Options) { o.TargetKey = []string{"/a", "/b", "/c", "/d"} },
		`"userId" is no path`:      func(o *Options) { o.SourceKey = []string{"userId"} },
		"cannot be renamed":        func(o *Options) { o.Renames = []Rename{{"a", "a"}} },
		"the id stays":             func(o *Options) { o.Renames = []Rename{{"a", "id"}} },
		"more than one renaming":   func(o *Options) { o.Renames = []Rename{{"a", "b"}, {"c", "b"}} },
		"the order would matter":   func(o *Options) { o.Renames = []Rename{{"a", "b"}, {"b", "c"}} },
		"no value of a literal":    func(o *Options) { o.Types = []DocumentType{{"T", []Field{{Name: "f", Literals: []any{math.NaN()}}}}} },
		`"why\xff" is not UTF-8`:   func(o *Options) { o.Undecided = "why\xff" },
		`"a\xffb" is not UTF-8`:    func(o *Options) { o.Database = "a\xffb" },
		`"T\xff" is not UTF-8`:     func(o *Options) { o.Others = []DocumentType{{"T\xff", nil}} },
		`"f\xff" is not UTF-8`:     func(o *Options) { o.Types = []DocumentType{{"T", []Field{{Name: "f\xff"}}}} },
		`"from\xff" is not UTF-8`:  func(o *Options) { o.Renames = []Rename{{"from\xff", "to"}} },
		`"lit\xff" is not UTF-8`:   func(o *Options) { o.Types = []DocumentType{{"T", []Field{{Name: "f", Literals: []any{"lit\xff"}}}}} },
		`"/key\xff" is not UTF-8`:  func(o *Options) { o.TargetKey = []string{"/key\xff"} },
		`"where\xff" is not UTF-8`: func(o *Options) { o.Where = "where\xff" },
	} {
		o := split()
		change(&o)
		if err := Write(&bytes.Buffer{}, o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
