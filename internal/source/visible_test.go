package source

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestVisible(t *testing.T) {
	for s, want := range map[string]string{
		"":                           "",
		"const a = 'ä€😀';\t// b":     "const a = 'ä€😀';\t// b",
		"\x1b[31mred\x07":            `\x1b[31mred\x07`,
		"a\x7f\u009bb\u0085":         `a\x7f\u009bb\u0085`,
		"\u202ea\u2066b\u2069\u200f": `\u202ea\u2066b\u2069\u200f`,
		"a\r\nb\x00":                 `a\x0d\x0ab\x00`,
		"a\xe4\x9bb\ufffd":           `a\xe4\x9bb` + "\ufffd",
		"\u2028\u2029\ufeff":         `\u2028\u2029\ufeff`,
		"👩\u200d💻":                   "👩\u200d💻",
	} {
		if got := Visible(s); got != want {
			t.Errorf("Visible(%q) is %q, want %q", s, got, want)
		}
	}
}

func FuzzVisible(f *testing.F) {
	f.Add("a\x1b]0;b\x07\u202e\xff", 3)
	f.Fuzz(func(t *testing.T, s string, cut int) {
		got := Visible(s)
		if !utf8.ValidString(got) {
			t.Errorf("Visible(%q) is no UTF-8", s)
		}
		for _, r := range got {
			if r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
				t.Errorf("Visible(%q) is %q", s, got)
			}
		}
		if cut >= 0 && cut <= len(s) && utf8.ValidString(s[:cut]) && utf8.ValidString(s[cut:]) && Visible(s[:cut])+Visible(s[cut:]) != got {
			t.Errorf("%q cut at %d is shown differently", s, cut)
		}
		if Visible(got) != got {
			t.Errorf("%q is not shown as it is", got)
		}
	})
}
