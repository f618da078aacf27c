package baseline

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
)

func result(prints ...string) *diag.Result {
	r := &diag.Result{}
	for _, p := range prints {
		r.Findings = append(r.Findings, diag.Finding{RuleID: "r", Category: "c", Fingerprint: "v1:" + p, Status: diag.New, Message: "first <b>\nsecond",
			Location: diag.Location{Repo: "shop", Path: "a.ts", Start: diag.Position{Line: 3}}})
	}
	return r
}

func TestAcceptedFormat(t *testing.T) {
	r := result("b", "a", "s")
	r.Findings[2].Status = diag.Suppressed
	const want = `{"connaudit":"baseline","version":1,"findings":[
{"fingerprint":"v1:a","rule":"r","category":"c","repo":"shop","path":"a.ts","message":"first <b>"},
{"fingerprint":"v1:b","rule":"r","category":"c","repo":"shop","path":"a.ts","message":"first <b>"},
null]}
`
	got := encoded(t, Accept(r))
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if !json.Valid([]byte(got)) {
		t.Error("it is no JSON")
	}
	for _, text := range []string{want, "\ufeff" + want, strings.ReplaceAll(want, "\n", "\r\n"), strings.ReplaceAll(want, ",", ",\n    "),
		strings.Replace(want, ",\nnull", "", 1), strings.ReplaceAll(want, "findings\":[\n", "findings\":[\nnull,\n")} {
		back, err := ParseAccepted("b", []byte(text))
		if err != nil || encoded(t, back) != want {
			t.Errorf("%v\n%s", err, text)
		}
	}
	if empty := encoded(t, &Accepted{}); !json.Valid([]byte(empty)) {
		t.Errorf("empty it is no JSON: %s", empty)
	}
}

func TestAcceptedErrors(t *testing.T) {
	const head = `{"connaudit":"baseline","version":1,"findings":[` + "\n"
	for text, want := range map[string]string{
		"":                                     "b:1: the file is empty; `connaudit baseline write`",
		"null":                                 "b:1: a baseline begins with",
		"[]":                                   "b:1: no baseline: ",
		`{"connaudit":"history","version":1}`:  "b:1: a baseline begins with",
		`{"connaudit":"baseline","version":2}`: "b:1: this is a baseline of version 2; this program reads version 1",
		head + "<<<<<<< HEAD\nnull]}":          "b:2: a merge conflict is left here; keep the lines of both sides",
		head + "\n{\"rule\":}\nnull]}":         "b:3: no baseline: ",
		head + "{\"rule\":3},\nnull]}":         "b:2: no baseline: ",
		head + "null]}\nnull]}":                "b:3: something stands behind the baseline",
		head:                                   "b:2: no baseline: unexpected EOF",
		head + `{"rule":"r","path":"p"},` + "\nnull]}":                  `b: an entry (rule "r", file "p") needs fingerprint and rule`,
		head + "\n" + `{"rule":"r","fingerprint":"v2:a"},` + "\nnull]}": `b:3: fingerprint "v2:a" is of another version`,
	} {
		if _, err := ParseAccepted("b", []byte(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestMark(t *testing.T) {
	a := Accept(result("a", "b", "s"))
	now := result("b", "c", "s")
	now.Findings[2].Status = diag.Suppressed
	gone := a.Mark(now)
	if len(gone) != 1 || gone[0].Fingerprint != "v1:a" {
		t.Errorf("gone: %v", gone)
	}
	var got []diag.Status
	for _, f := range now.Findings {
		got = append(got, f.Status)
	}
	if !slices.Equal(got, []diag.Status{diag.Known, diag.New, diag.Suppressed}) {
		t.Errorf("statuses %v", got)
	}
	if rest := a.Without(gone); len(rest.Records) != 2 {
		t.Errorf("left: %v", rest.Records)
	}
}

// TestGitMergesBaselines lets two branches accept and take out findings, with git's own merge.
func TestGitMergesBaselines(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, AcceptedName)
	git := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"}, args...)...)
		c.Dir = dir
		c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	commit := func(prints ...string) {
		t.Helper()
		if err := Accept(result(prints...)).Write(file); err != nil {
			t.Fatal(err)
		}
		git("add", ".")
		git("commit", "-qm", "x")
	}
	git("init", "-q")
	if err := os.WriteFile(filepath.Join(dir, ".gitattributes"), []byte(AcceptedName+" merge=union\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	commit("b", "d", "f")
	git("checkout", "-qb", "other")
	commit("b", "d", "f", "g")
	git("checkout", "-q", "main")
	commit("d", "f", "h")
	git("merge", "-q", "-m", "merge", "other")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	a, err := ParseAccepted(file, data)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range a.Records {
		got = append(got, r.Fingerprint)
	}
	if want := "v1:d v1:f v1:g v1:h"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}

// FuzzParseAccepted demands that what is read can be written and is then read alike, and that an error names the file.
func FuzzParseAccepted(f *testing.F) {
	f.Add([]byte(`{"connaudit":"baseline","version":1,"findings":[` + "\n" + `{"fingerprint":"v1:a","rule":"r"},` + "\nnull]}"))
	f.Add([]byte("<<<<<<< a"))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := ParseAccepted("name", data)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "name:") {
				t.Errorf("%q: %v", data, err)
			}
			return
		}
		text := encoded(t, a)
		back, err := ParseAccepted("name", []byte(text))
		if err != nil || encoded(t, back) != text {
			t.Errorf("%v: %q", err, text)
		}
	})
}
