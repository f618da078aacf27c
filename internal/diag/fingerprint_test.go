package diag

import (
	"strings"
	"testing"
	"unicode"
)

// The vectors stand in people's baselines: one that changes needs a new FingerprintVersion.
func TestFingerprintVectors(t *testing.T) {
	for _, c := range []struct {
		rule, repo, path, code string
		n                      int
		want                   string
	}{
		{"", "", "", "", 0, "v1:8855508aade16ec5"},
		{"request-id", "web", "src/api.ts", "await fetch(url, { headers: {} })", 0, "v1:ff04508a629abfcf"},
		{"request-id", "web", "src/api.ts", "await fetch(url, { headers: {} })", 1, "v1:bc43d71981806d73"},
		{"request-id", "web", "src/ä b.ts", "x = 'ü'", 0, "v1:fbfa242d0035aa9b"},
	} {
		if got := Fingerprint(c.rule, c.repo, c.path, c.code, c.n); got != c.want {
			t.Errorf("%q: got %s, want %s", c.code, got, c.want)
		}
	}
}

func TestFingerprintParts(t *testing.T) {
	base := Fingerprint("r", "a", "p", "return x;", 0)
	for name, same := range map[string]string{
		"indent": "\t\treturn x;", "line end": "return\r\n  x;\r\n", "around signs": "return x ;", "no-break": "return\u00a0x;",
	} {
		if Fingerprint("r", "a", "p", same, 0) != base {
			t.Errorf("%s counts", name)
		}
	}
	for name, other := range map[string]string{
		"rule":       Fingerprint("s", "a", "p", "return x;", 0),
		"repository": Fingerprint("r", "b", "p", "return x;", 0),
		"path":       Fingerprint("r", "a", "q", "return x;", 0),
		"code":       Fingerprint("r", "a", "p", "return y;", 0),
		"words":      Fingerprint("r", "a", "p", "returnx;", 0),
		"occurrence": Fingerprint("r", "a", "p", "return x;", 1),
		"border":     Fingerprint("r", "ap", "", "return x;", 0),
	} {
		if other == base {
			t.Errorf("%s does not count", name)
		}
	}
}

func TestFingerprinterCounts(t *testing.T) {
	var p Fingerprinter
	for i, code := range []string{"a ( )", "a()", "b()", "a( )"} {
		n := [...]int{0, 1, 0, 2}[i]
		if got, want := p.Next("r", "a", "p", code), Fingerprint("r", "a", "p", code, n); got != want {
			t.Errorf("%d: %s, want %s", i, got, want)
		}
	}
}

func FuzzFingerprint(f *testing.F) {
	f.Add("return  x\n;")
	f.Add("\xff a")
	f.Fuzz(func(t *testing.T, code string) {
		n := normalize(code)
		if normalize(n) != n {
			t.Errorf("%q is normalised to %q and then to %q", code, n, normalize(n))
		}
		if strings.ContainsFunc(n, func(r rune) bool { return r != ' ' && unicode.IsSpace(r) }) {
			t.Errorf("%q keeps white space", n)
		}
		if Fingerprint("", "", "", " "+code+"\r\n", 0) != Fingerprint("", "", "", code, 0) {
			t.Errorf("white space around %q counts", code)
		}
	})
}
