package edit

import (
	"testing"

	"github.com/bytelyst/connaudit/internal/syntax"
)

func TestApply(t *testing.T) {
	for _, c := range []struct {
		name, text string
		edits      []Edit
		want       string
		bad        bool
	}{
		{"nothing", "abc", nil, "abc", false},
		{"in any order", "abc", []Edit{{2, 3, "C"}, {0, 1, "A"}}, "AbC", false},
		{"the same twice", "abc", []Edit{{1, 1, "x"}, {1, 1, "x"}}, "axbc", false},
		{"side by side", "abc", []Edit{{0, 1, "A"}, {1, 2, "B"}}, "ABc", false},
		{"insert behind a change", "abc", []Edit{{0, 1, "A"}, {1, 1, "x"}}, "Axbc", false},
		{"two insert at one place", "abc", []Edit{{1, 1, "x"}, {1, 1, "y"}}, "", true},
		{"two insert lines at one place", "a\n", []Edit{{2, 2, "c\n"}, {2, 2, "b\n"}}, "a\nb\nc\n", false},
		{"overlap", "abc", []Edit{{0, 2, "x"}, {1, 3, "y"}}, "", true},
		{"insert inside a change", "abc", []Edit{{0, 3, "x"}, {1, 1, "y"}}, "", true},
		{"behind the end", "abc", []Edit{{3, 4, "x"}}, "", true},
		{"backwards", "abc", []Edit{{2, 1, "x"}}, "", true},
	} {
		if got, ok := Apply(c.text, c.edits); got != c.want || ok == c.bad {
			t.Errorf("%s: %q %v", c.name, got, ok)
		}
	}
}

func TestAppend(t *testing.T) {
	for _, c := range []struct{ name, old, added, want string }{
		{"an empty file", "", "A=", "A=\n"},
		{"at the end", "B=1\n", "A=", "B=1\nA=\n"},
		{"no line end", "B=1", "A=", "B=1\nA=\n"},
		{"windows", "B=1\r\n", "A=", "B=1\r\nA=\r\n"},
		{"windows, no line end", "B=1\r\nC=2", "A=", "B=1\r\nC=2\r\nA=\r\n"},
		{"beside its like", "DB_URL=1\nDB_USER=2\n\n# Others\nX=\n", "DB_POOL=", "DB_URL=1\nDB_USER=2\nDB_POOL=\n\n# Others\nX=\n"},
		{"beside its nearest like", "A_B_C=\nA_X=\n", "A_B_D=", "A_B_C=\nA_B_D=\nA_X=\n"},
		{"its like ends the file", "X=\nDB_URL=1", "DB_POOL=", "X=\nDB_URL=1\nDB_POOL=\n"},
		{"its like goes over lines", "DB_KEY=\"a\nb\"\nX=1\n", "DB_POOL=", "DB_KEY=\"a\nb\"\nX=1\nDB_POOL=\n"},
		{"a name inside a value", "KEY='\nA=1\n'\nX=\n", "A=", "KEY='\nA=1\n'\nX=\nA=\n"},
		{"there", "A=1\n", "A=", "A=1\n"},
		{"there, exported", "export A=1\n", "A=", "export A=1\n"},
		{"a comment is no setting", "# A=1\n", "A=", "# A=1\nA=\n"},
		{"text", "a\n", "b\nc", "a\nb\nc\n"},
		{"text that is there", "a\nb\nc\n", "b\nc\n", "a\nb\nc\n"},
		{"nothing", "a", "", "a"},
	} {
		got, ok := Apply(c.old, Append([]byte(c.old), c.added))
		if got != c.want || !ok {
			t.Errorf("%s: %q", c.name, got)
		}
		if again := Append([]byte(got), c.added); len(again) > 0 {
			t.Errorf("%s: a second time changes it: %+v", c.name, again)
		}
	}
}

// TestAppendSeveral adds two lines at once, as two fixes do.
func TestAppendSeveral(t *testing.T) {
	for old, want := range map[string]string{
		"":           "A=\nB=\n",
		"X=1":        "X=1\nA=\nB=\n",
		"X=1\r\nY=2": "X=1\r\nY=2\r\nA=\r\nB=\r\n",
		"X=1\n":      "X=1\nA=\nB=\n",
	} {
		edits := append(Append([]byte(old), "B="), Append([]byte(old), "A=")...)
		if got, ok := Apply(old, edits); got != want || !ok {
			t.Errorf("%q: %q", old, got)
		}
	}
}

func TestReplace(t *testing.T) {
	for _, c := range []struct{ name, code, want string }{
		{"a.ts", "track({ productId: «'a'» });", "track({ productId: E });"},
		{"const.ts", "const a = «'a'» as const;", "const a = E as const;"},
		{"template.ts", "const a = «`a`»;", "const a = E;"},
		{"default.ts", "function f(a = «'a'») {}", "function f(a = E) {}"},
		{"field.ts", "class A { readonly a = «'a'»; }", "class A { readonly a = E; }"},
		{"markup.tsx", "const a = <A id=«\"a\"» />;", "const a = <A id={E} />;"},
		{"a.py", "a = «\"a\"»\n", "a = E\n"},
		{"keyword.py", "f(a=«'a'»)\n", "f(a=E)\n"},
		{"joined.py", "f(«'a' 'b'»)\n", "f(E)\n"},

		{"type.ts", "type A = «'a'»;", ""},
		{"annotation.ts", "let a: «'a'» = b;", ""},
		{"key.ts", "const a = { «'a'»: 1 };", ""},
		{"module.ts", "import a from «'a'»;", ""},
		{"member.ts", "enum A { B = «'b'» }", ""},
		{"directive.ts", "«'use client'»;", ""},
		{"name.ts", "f(«a»);", ""},
		{"annotation.py", "a: Literal[«'a'»] = b\n", ""},
		{"docstring.py", "«\"\"\"a\"\"\"»\n", ""},
		{"case.py", "match a:\n    case «\"a\"»:\n        pass\n", ""},
	} {
		m, n, code := marked(t, c.name, c.code)
		edits, _, err := Replace(m, n.Span(), "E")
		if got, ok := Apply(code, edits); (err == nil) != (c.want != "") || err == nil && (got != c.want || !ok) {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
	}
	m := lower(t, "a.ts", "const a = 'abc';")
	if _, _, err := Replace(m, syntax.Span{Start: 11, End: 13}, "E"); err == nil {
		t.Error("a part of a literal is replaced")
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ name, code, expr, statement, want string }{
		{"global.ts", "«f»();", "crypto.randomUUID()", "", ""},
		{"bound.ts", "const crypto = mine(); «f»();", "crypto.randomUUID()", "", "`crypto` means something else in this file"},
		{"parameter.ts", "const g = (process) => «f»();", "process.env.A", "", "`process` means something else in this file"},
		{"node.ts", "import crypto from 'node:crypto'; «f»();", "crypto.randomUUID()", "", ""},
		{"required.js", "const crypto = require('crypto'); «f»();", "crypto.randomUUID()", "", ""},
		{"type.ts", "import type crypto from 'crypto'; «f»();", "crypto.randomUUID()", "", "`crypto` means something else in this file"},
		{"imported.ts", "«f»();", "id()", "import { id } from './id'", ""},
		{"own.ts", "const x = 1; «f»();", "[1].map((x) => x)", "", ""},
		{"meta.ts", "«f»();", "import.meta.env.VITE_A", "", ""},
		{"member.ts", "const env = 1; «f»();", "process.env.A", "", ""},
		{"builtin.py", "«f»()\n", "str(uuid.uuid4())", "import uuid", ""},
		{"builtin-bound.py", "str = 1\n«f»()\n", "str(1)", "", "`str` means something else in this file"},
		{"bound.py", "from a import settings\n«f»()\n", "settings.A", "", ""},
		{"unbound.py", "«f»()\n", "settings.A", "", "`settings` is not defined in this file"},
		{"keyword.py", "«f»()\n", "dict(settings=1)", "", ""},
		{"two.py", "«f»()\n", "a b", "", "`a b` is no expression"},
	} {
		m, n, _ := marked(t, c.name, c.code)
		got := ""
		if err := Names(m, n, c.expr, c.statement); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
