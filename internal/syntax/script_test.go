package syntax

import (
	"bytes"
	"strings"
	"testing"
)

func TestScriptOf(t *testing.T) {
	for _, c := range []struct {
		name, text, want, lang string // want: what is left, its runs of spaces and line ends made one space
	}{
		{"plain", "<template><a/></template>\n<script>\nlet a\n</script>\n<style>b{}</style>", "let a", "js"},
		{"lang", "<script lang=\"ts\">let a: b</script>", "let a: b", "ts"},
		{"lang unquoted, spaces, case", "<SCRIPT\n setup lang=tsx >a</Script >", "a", "tsx"},
		{"single quotes", "<script setup lang='jsx'>a</script>", "a", "jsx"},
		{"older svelte", "<script type=\"text/typescript\">a</script>", "a", "ts"},
		{"module", "<script type=\"module\">a</script>", "a", "js"},
		{"the strongest language wins", "<script context=\"module\">a</script>\n<script lang=\"ts\">b</script>", "a; b", "ts"},
		{"both kinds", "<script lang=\"ts\">a</script>\n<script setup lang=\"jsx\">b</script>", "a; b", "tsx"},
		{"blocks do not run together", "<script>a</script>\n<script>(b)</script>", "a; (b)", "js"},
		{"comment", "<!-- <script>no</script> --><script>yes</script>", "yes", "js"},
		{"comment mark in code", "<script>a = '<!--'</script><p/>", "a = '<!--'", "js"},
		{"style", "<style>/* <script>no</script> */</style><script>yes</script>", "yes", "js"},
		{"empty style", "<style src=\"a.css\" /><script>yes</script>", "yes", "js"},
		{"attribute with a bracket", "<script generics=\"T extends A<B>\" lang=\"ts\">a</script>", "a", "ts"},
		{"self-closing", "<script src=\"./a.ts\" lang=\"ts\" /><script>a</script>", "a", "js"},
		{"value that ends in a slash", "<script src=/a/>b</script>", "b", "js"},
		{"unclosed", "<p/>\n<script>a\nb", "a b", "js"},
		{"end tag inside a name", "<script>a </scripts> b</script>c", "a </scripts> b", "js"},
		{"element whose name only begins so", "<scripture>no</scripture><script>yes</script>", "yes", "js"},
		{"data block", "<script type=\"application/ld+json\">{}</script><script>a</script>", "a", "js"},
		{"data block never closed", "{@html '<script type=\"application/ld+json\">'}<script>a</script>", "a", "js"},
		{"data block in halves", "<script type=importmap>{}\n", "", ""},
		{"another language", "<script lang=\"coffee\">no</script>", "", ""},
		{"none", "<template>a < b</template>", "", ""},
		{"cut short", "<script", "", ""},
		{"cut short in an attribute", "<script lang=", "", ""},
		{"empty", "", "", ""},
		{"empty block", "<script></script>", "", "js"},
		{"not ASCII", "<p>ä€</p><script>ü</script>ö", "ü", "js"},
	} {
		t.Run(c.name, func(t *testing.T) {
			masked, lang, ok := ScriptOf([]byte(c.text))
			if got := strings.Join(strings.Fields(string(masked)), " "); got != c.want || lang != c.lang || ok != (c.lang != "") {
				t.Errorf("got %q in %q (%v), want %q in %q", got, lang, ok, c.want, c.lang)
			}
			checkMasked(t, []byte(c.text), masked, ok)
		})
	}
}

// checkMasked demands that every byte is the file's own, a space, or the mark between two blocks.
func checkMasked(t *testing.T, text, masked []byte, ok bool) {
	t.Helper()
	if !ok {
		if masked != nil {
			t.Error("a text without a script")
		}
		return
	}
	if len(masked) != len(text) {
		t.Fatalf("%d bytes of %d", len(masked), len(text))
	}
	for i, c := range masked {
		mark := c == ';' && bytes.HasPrefix(text[i:], []byte("</"))
		if c != text[i] && (c != ' ' && !mark || text[i] == '\n' || text[i] == '\r') {
			t.Errorf("byte %d is %q, in the file %q", i, c, text[i])
		}
	}
}

func FuzzScriptOf(f *testing.F) {
	f.Add([]byte("<!-- <script> --><script setup lang=\"ts\" a=b c>\r\nlet a\n</script><style>x</style><script>b"))
	f.Add([]byte("<script type='application/ld+json'>{}</script ><SCRIPT src=x /><script lang=tsx>"))
	f.Fuzz(func(t *testing.T, text []byte) {
		masked, lang, ok := ScriptOf(text)
		checkMasked(t, text, masked, ok)
		if known := lang == "js" || lang == "jsx" || lang == "ts" || lang == "tsx"; known != ok {
			t.Errorf("language %q, %v", lang, ok)
		}
	})
}
