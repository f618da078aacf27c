package baseline

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func snapshot(label, date string, prints ...string) Snapshot {
	s := Snapshot{Label: label, Date: date, Tool: "connaudit v1", Rules: "abc"}
	for _, p := range prints {
		s.Records = append(s.Records, Record{Fingerprint: p, Rule: "r", Category: "c", Repo: "shop", Path: "a <b>.ts", Line: 3, Status: "new"})
	}
	return s
}

func history(t *testing.T, ss ...Snapshot) *History {
	t.Helper()
	h := &History{}
	for _, s := range ss {
		if err := h.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// encoded is the text of a history, or of what was accepted.
func encoded(t *testing.T, of interface{ Encode() ([]byte, error) }) string {
	t.Helper()
	data, err := of.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestFormat(t *testing.T) {
	h := history(t, snapshot("first", "2026-02-22", "v1:a"), snapshot("session 1", "2026-02-22"))
	const want = `{"connaudit":"history","version":1}
{"snapshot":"first","seq":1,"date":"2026-02-22","tool":"connaudit v1","rules":"abc","records":1}
{"in":"first","fingerprint":"v1:a","rule":"r","category":"c","repo":"shop","path":"a <b>.ts","line":3,"status":"new"}
{"snapshot":"session 1","seq":2,"date":"2026-02-22","tool":"connaudit v1","rules":"abc","records":0}
`
	if got := encoded(t, h); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	back, err := Parse("h", []byte(want))
	if err != nil || encoded(t, back) != want {
		t.Errorf("read and written again it differs: %v", err)
	}
}

// TestWhatMergesLeave reads lines in another order and lines that stand twice.
func TestWhatMergesLeave(t *testing.T) {
	want := encoded(t, history(t, snapshot("first", "2026-02-22", "v1:a", "v1:b"), snapshot("second", "2026-02-23", "v1:b")))
	lines := strings.SplitAfter(strings.TrimSuffix(want, "\n"), "\n")
	mixed := lines[0] + lines[5] + "\n" + lines[3] + lines[4] + lines[1] + "\n" + lines[3] + lines[2]
	h, err := Parse("h", []byte(mixed))
	if err != nil || encoded(t, h) != want {
		t.Errorf("%v\n%s", err, mixed)
	}
}

func TestErrors(t *testing.T) {
	head := `{"connaudit":"history","version":1}` + "\n"
	for text, want := range map[string]string{
		`{"connaudit":"history","version":2}`:                     "h:1: this is history of version 2; this program reads history of version 1; use the program that wrote it, or a newer one",
		`{"snapshot":"a"}`:                                        "h:1: a history begins with",
		head + "<<<<<<< HEAD":                                     "h:2: a merge conflict is left here",
		head + "[1]":                                              "h:2: no record of a history",
		head + `{"snapshot":"a","date":"today"}`:                  `h:2: the date of snapshot "a" is "today"`,
		head + `{"in":"a"}`:                                       "h:2: a record needs",
		head + `{"in":"a","fingerprint":"v1:x","rule":"r"}`:       `h: records are in snapshot "a"`,
		head + twice("2026-01-01", "2026-01-02"):                  `h:3: two snapshots have the label "a"`,
		head + `{"snapshot":"a","date":"2026-01-01"} {"in":"a"}`:  "h:2: a line holds one record, and more follows here",
		head + `{"snapshot":" a","date":"2026-01-01"}`:            `h:2: the label " a" begins or ends with white space`,
		head + `{"snapshot":"a\nb","date":"2026-01-01"}`:          `h:2: the label "a\nb" has characters that cannot be seen`,
		head + counting(2):                                        `h: snapshot "a" says that it has 2 records, and 1 are there: lines are lost`,
		head + counting(0):                                        `h: snapshot "a" says that it has 0 records, and 1 are there: lines are lost`,
		head + counting(1) + counting(2):                          `h:4: two snapshots have the label "a"`,
		head + counting(1) + counting(1):                          "",
		"\ufeff" + head + twice("2026-01-01", "2026-01-01") + " ": "",
	} {
		_, err := Parse("h", []byte(text))
		if got := fmt.Sprint(err); want == "" && err != nil || !strings.Contains(got, want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// counting is a snapshot of one record that says how many it has.
func counting(n int) string {
	return fmt.Sprintf(`{"snapshot":"a","seq":1,"date":"2026-01-01","records":%d}`+"\n"+`{"in":"a","fingerprint":"v1:x","rule":"r"}`+"\n", n)
}

// TestWriteKeeps keeps a link and the mode of the file behind it.
func TestWriteKeeps(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "real"), filepath.Join(dir, "link")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real", link); err != nil {
		t.Fatal(err)
	}
	if err := history(t, snapshot("a", "2026-01-01", "v1:x")).Write(link); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(link)
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info, err)
	}
	if h, err := Read(link); err != nil || len(h.Snapshots) != 1 {
		t.Errorf("%+v, %v", h, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("%v, %v", left, err)
	}
}

func twice(dates ...string) string {
	var b strings.Builder
	for _, d := range dates {
		fmt.Fprintf(&b, `{"snapshot":"a","seq":1,"date":%q}`+"\n", d)
	}
	return b.String()
}

func TestAddAndSince(t *testing.T) {
	h := history(t, snapshot("first", "2026-02-22", "v1:a", "v1:b"))
	for _, s := range []Snapshot{snapshot("first", "2026-03-01"), snapshot("earlier", "2026-02-21")} {
		if err := h.Add(s); err == nil {
			t.Errorf("%s of %s is added", s.Label, s.Date)
		}
	}
	if _, err := h.Since("nothing"); err == nil || !strings.Contains(err.Error(), `there are: ["first"]`) {
		t.Error(err)
	}
	gone, added := Diff(h.Snapshots[0].Records, snapshot("", "", "v1:b", "v1:c").Records)
	if len(gone) != 1 || gone[0].Fingerprint != "v1:a" || len(added) != 1 || added[0].Fingerprint != "v1:c" {
		t.Errorf("gone %v, added %v", gone, added)
	}
}

// TestGitMerges lets two branches append a snapshot each.
func TestGitMerges(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, FileName)
	git := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"}, args...)...)
		c.Dir = dir
		c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	commit := func(label string) {
		t.Helper()
		h, err := Read(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.Add(snapshot(label, "2026-02-22", "v1:a", "v1:"+label)); err != nil {
			t.Fatal(err)
		}
		if err := h.Write(file); err != nil {
			t.Fatal(err)
		}
		git("add", ".")
		git("commit", "-qm", label)
	}
	git("init", "-q")
	if err := os.WriteFile(filepath.Join(dir, ".gitattributes"), []byte(FileName+" merge=union\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	commit("base")
	git("checkout", "-qb", "other")
	commit("theirs")
	git("checkout", "-q", "main")
	commit("ours")
	git("merge", "-q", "-m", "merge", "other")
	h, err := Read(file)
	if err != nil {
		t.Fatal(err)
	}
	if want := encoded(t, h); len(h.Snapshots) != 3 || strings.Count(want, "\n") != 1+3*3 {
		t.Errorf("%d snapshots:\n%s", len(h.Snapshots), want)
	}
}
