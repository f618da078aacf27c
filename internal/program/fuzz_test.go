package program

import (
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/resolve"
)

// FuzzText asks any text what it has and what it does with a name: no text may break that.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "N", "N(", "x.N as", "class A(N", "extends (N", "export { N", "N?.(", "/* N", "// N\n(", "from N import (", "import N as", "\xffN\xff", "N =", "['N'] ="} {
		f.Add(s, "N", ".N(")
	}
	f.Fuzz(func(t *testing.T, text, word, tokens string) {
		if len(Words(word)) != 1 {
			return
		}
		b := []byte(text)
		for _, global := range []bool{false, true} {
			p := Phrase{Tokens: strings.Split(tokens, ""), Global: global, Ends: []string{"^req", ".req"}}
			p.in(b)
		}
		for range occurrences(b, word) {
		}
		for start, end := range occurrences(b, word) {
			for _, use := range []resolve.Use{resolve.CalledUse, resolve.DerivedUse, resolve.ChangedUse} {
				isUse(b[:start], b[end:], use, false)
				isUse(b[:start], b[end:], use, true)
			}
		}
		_, _, marks := NewDictionary([]string{word}).index(b)
		modulesAt(b, marks)
		pythonImports(b, marks)
		reExports(b)
	})
}
