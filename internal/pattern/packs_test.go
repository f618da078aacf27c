package pattern

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

func packPatterns(t testing.TB) map[Lang][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/packs.txt")
	if err != nil {
		t.Fatal(err)
	}
	langs := map[string]Lang{"typescript": TypeScript, "javascript": JavaScript, "python": Python}
	out := map[Lang][]string{}
	for _, line := range strings.Split(string(data), "\n") {
		name, quoted, ok := strings.Cut(line, " ")
		if !ok || name == "#" {
			continue
		}
		src, err := strconv.Unquote(quoted)
		if err != nil || langs[name] == 0 {
			t.Fatalf("%s: %v", line, err)
		}
		out[langs[name]] = append(out[langs[name]], src)
	}
	return out
}

// TestPacksMatchThemselves compiles every pattern of the packs and shows it the code it is written as, its holes filled.
func TestPacksMatchThemselves(t *testing.T) {
	fill := strings.NewReplacer("..., ", "", ", ...", "", "...", "", "z. .$", "z.a().$")
	for lang, patterns := range packPatterns(t) {
		for _, src := range patterns {
			p := compile(t, src, lang)
			code := fill.Replace(strings.ReplaceAll(src, "z. ... .$", "z.a().$"))
			code = strings.ReplaceAll(code, "$", "x")
			switch {
			case strings.HasPrefix(code, "@"):
				code += "\ndef f(): pass\n"
			case strings.HasPrefix(code, "{"), lang != Python && strings.HasPrefix(code, "xNAME:"):
				code = "f({" + strings.TrimSuffix(strings.TrimPrefix(code, "{"), "}") + "})"
			case strings.HasSuffix(strings.TrimSpace(code), ":"):
				code = strings.TrimRight(code, " \n") + "\n    pass\n"
			case strings.HasSuffix(code, "= "):
				code += "1"
			}
			if lang == Python {
				code = strings.ReplaceAll(code, "xF(xNAME=xVALUE):", "xF(xNAME=xVALUE): pass")
			}
			tree := parse(t, lang.grammars()[0], code)
			if len(tree.Errors) > 0 {
				t.Errorf("%q: filled to %q, which has errors", src, code)
				continue
			}
			ms, err := p.Find(tree, nil)
			if err != nil || len(ms) == 0 {
				t.Errorf("%q does not match %q (%v)", src, code, err)
			}
			for _, m := range ms {
				if m.Bind.Len() < len(p.Metavars()) {
					t.Errorf("%q binds %v of %v", src, m.Bind.Names(), p.Metavars())
				}
			}
			if !wordsIn(p.Words(), code) {
				t.Errorf("%q: words %v not in %q", src, p.Words(), code)
			}
		}
	}
}
