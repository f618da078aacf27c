package rule

import (
	"slices"
	"strings"
)

// Language names as rules hold them once they are loaded.
const (
	TypeScript = "typescript"
	JavaScript = "javascript"
	Python     = "python"
	Go         = "go"
	Regex      = "regex" // any text file; patterns are regular expressions
)

// languages maps every name and alias that rule files may write. The empty name stands for a language that Semgrep knows
// and connaudit does not: its rules are unsupported, not wrong.
var languages = func() map[string]string {
	m := map[string]string{"ts": TypeScript, "js": JavaScript, "py": Python, "python3": Python, "golang": Go, "generic": Regex, "none": Regex}
	for _, l := range []string{TypeScript, JavaScript, Python, Go, Regex} {
		m[l] = l
	}
	for _, l := range strings.Fields(`apex bash sh c cairo circom clojure cpp c++ csharp c# dart dockerfile docker elixir ex
		fsharp hack hacklang html hcl java json jsonnet julia kotlin kt lisp lua move_on_aptos move_on_sui ocaml php powershell
		promql proto proto3 protobuf python2 ql r ruby rb rust scala scheme solidity sol svelte swift terraform tf vb vue xml yaml`) {
		m[l] = ""
	}
	return m
}()

// languageNames are the names to offer in messages.
var languageNames = []string{TypeScript, JavaScript, Python, Go, Regex, "generic", "ts", "js", "py", "golang"}

// readLanguages returns the languages of an entry, sorted and without repetition, and the names of those that connaudit
// does not offer.
func readLanguages(n *node, r *reporter) (out, unsupported []string) {
	for _, s := range n.scalars() {
		l, ok := languages[strings.ToLower(s.str())]
		switch {
		case s.str() == "":
			// The form has been reported.
		case !ok:
			r.at(s, meant(s.text, languageNames), "unknown language `%s`; allowed: %s", s.text, listed(languageNames))
		case l == "":
			unsupported = append(unsupported, s.text)
		default:
			out = append(out, l)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), unsupported
}
