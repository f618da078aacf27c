package markdown

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain", "plain"}, {"a_b _c_", `a_b \_c\_`}, {"[x](y)", `\[x\](y)`}, {"<b>&", "&lt;b&gt;&amp;"},
		{"use `a|b` here", "use `a\\|b` here"}, {"one ` alone", "one \\` alone"}, {"a\n\tb", "a b"}, {"\x1b[2J\u202e", `\\x1b\[2J\\u202e`},
		{"# no heading", "# no heading"}, {"a``b", "ab"},
	} {
		if got := Text(c.in); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.in, got, c.want)
		}
	}
}

func TestCode(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a b", "`a b`"}, {"`", "`` ` ``"}, {"a``b", "```a``b```"}, {"|", "`\\|`"}, {" \n", ""}, {"a\x07", "`a\\x07`"},
	} {
		if got := Code(c.in); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.in, got, c.want)
		}
	}
	if got := Fenced("a\n```\nb"); got != "````\na\n```\nb\n````" {
		t.Errorf("got %q", got)
	}
}

// unescaped is what Markdown reads as more than text.
var unescaped = regexp.MustCompile(`(^|[^\\])[][*|~<>]`)

func FuzzText(f *testing.F) {
	for _, s := range []string{"a [b](c) | d", "`x` <img src=y>", "\x1b\n::", "a\\"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, out := range []string{Text(s), Code(s)} {
			for _, r := range out {
				if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
					t.Errorf("%q holds %q", out, r)
				}
			}
		}
		if strings.Contains(s, "`") {
			return // code spans hold anything
		}
		if out := strings.ReplaceAll(Text(s), `\\`, ""); unescaped.MatchString(out) {
			t.Errorf("%q becomes %q", s, out)
		}
	})
}
