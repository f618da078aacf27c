package suppress

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{" connaudit:ignore request-id -- the server makes one ", "[request-id] the server makes one"},
		{"connaudit:ignore a,b , team/c.d -- x", "[a b team/c.d] x"},
		{"connaudit:ignore a -- x until 2027-01-31", "[a] x until 2027-01-31"},
		{"connaudit:ignore a -- x (until 2027-01-31).", "[a] x until 2027-01-31"},
		{"connaudit:ignore a until 2027-01-31", "[a]  until 2027-01-31"},
		{"connaudit:ignore a -- until 2027-01-31", "[a]  until 2027-01-31"},
		{"connaudit:ignore a -- until the old client is gone", "[a] until the old client is gone"},
		{"connaudit:ignore a -- x -- y", "[a] x -- y"},
		{"connaudit:ignore a--b -- x", "[a--b] x"},
		{"connaudit:ignore a", "[a] "},
		{"connaudit:ignore a --", "[a] "},
		{"connaudit:ignore a -- x until 31.1.2027", "malformed: `until 31.1.2027` names no day"},
		{"connaudit:ignore a -- x until 2027-02-30", "malformed: `until 2027-02-30` names no day"},
		{"connaudit:ignore", "malformed: it names no rule"},
		{"connaudit:ignore -- x", "malformed: it names no rule"},
		{"connaudit:ignore all -- x", "malformed: it must name each rule; `all`"},
		{"connaudit:ignore a, -- x", `malformed: "" is no rule id`},
		{"connaudit:ignore a b -- x", `malformed: "a b" is no rule id`},
		{"connaudit:ignore-file a -- x", "malformed: there is no marker connaudit:ignore-file"},
		{"connaudit: ignore a -- x", "malformed: write `connaudit:ignore` without a space"},
		{"connaudit:ignored things", "none"},
		{"connaudit:ignores", "none"},
		{"Connaudit:ignore a -- x", "none"},
		{"see connaudit:ignore a -- x", "none"},
		{"`connaudit:ignore a -- x`", "none"},
		{"nosemgrep", "semgrep []"},
		{"nosem", "semgrep []"},
		{"nosemgrep: a.b, c", "semgrep [a.b c]"},
		{"nosemgrep: a because it is old", "semgrep [a]"},
		{"nosemgrep is what Semgrep reads", "none"},
		{"see nosemgrep", "none"},
	} {
		m, ok := Parse(c.text)
		got := "none"
		switch {
		case ok && m.Malformed != "":
			got = "malformed: " + m.Malformed
		case ok && m.Semgrep:
			got = fmt.Sprintf("semgrep %v", m.Rules)
		case ok:
			got = fmt.Sprintf("%v %s", m.Rules, m.Reason)
			if m.Until != "" {
				got += " until " + m.Until
			}
		}
		if got != c.want && (m.Malformed == "" || !strings.HasPrefix(got, c.want)) {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
	}
}

func TestContent(t *testing.T) {
	for code, want := range map[string]string{
		"// a": " a", "/// a": " a", "# a": " a", "#: a": " a", "/* a */": "a", "/** a */": "a", "<!-- a -->": "a", "/**\n * a\n * b\n */": "a b", "// // a": " // a",
		"/* a": "a", "": "",
	} {
		if got := content(code); got != want {
			t.Errorf("%q: got %q, want %q", code, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		text, id string
		want     bool
	}{
		{"connaudit:ignore a -- x", "a", true}, {"connaudit:ignore a -- x", "b", false}, {"connaudit:ignore b.a -- x", "a", false},
		{"nosemgrep", "a", true}, {"nosemgrep: a", "rules.a", true}, {"nosemgrep: rules.a", "a", true}, {"nosemgrep: sa", "a", false},
	} {
		if m, _ := Parse(c.text); m.Names(c.id) != c.want {
			t.Errorf("%s, %s: not %v", c.text, c.id, c.want)
		}
	}
}

// FuzzParse demands that a marker begins with its word, names rules that can be ids, and is read again as it is written.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"connaudit:ignore a, b -- x until 2027-01-31", "nosemgrep: a", "connaudit:ignore\t*", "connaudit: ignore a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, ok := Parse(text)
		if !ok || m.Malformed != "" || m.Semgrep {
			return
		}
		if !strings.HasPrefix(strings.TrimSpace(text), "connaudit:ignore") || len(m.Rules) == 0 {
			t.Fatalf("%q is read as %+v", text, m)
		}
		for _, id := range m.Rules {
			if strings.ContainsAny(id, " ,*") || id == "" {
				t.Errorf("%q names %q", text, id)
			}
		}
		again := "connaudit:ignore " + strings.Join(m.Rules, ", ") + " -- " + m.Reason
		if m.Until != "" {
			again += " until " + m.Until
		}
		if n, _ := Parse(again); utf8.ValidString(text) && fmt.Sprint(n) != fmt.Sprint(m) && m.Until != "" {
			t.Errorf("%q is %+v, and again %+v", text, m, n)
		}
	})
}
