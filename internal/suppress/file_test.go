package suppress

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// fileOf reads a file of a language, or a text by its name.
func fileOf(t *testing.T, name, code string) *File {
	t.Helper()
	text, err := source.New(name, []byte(code))
	if err != nil {
		t.Fatal(err)
	}
	var g *syntax.Grammar
	switch {
	case strings.HasSuffix(name, ".ts"):
		g = syntax.TypeScript()
	case strings.HasSuffix(name, ".tsx"):
		g = syntax.TSX()
	case strings.HasSuffix(name, ".py"):
		g = syntax.Python()
	default:
		return InText(name, text)
	}
	tree, err := syntax.Parse(g, text.Text)
	if err != nil {
		t.Fatal(err)
	}
	return InCode(tree, text)
}

// TestCovers has in each case findings of the rule x at the parts in «», of which those with ! are accepted. MARK is the marker.
func TestCovers(t *testing.T) {
	for name, code := range map[string]string{
		"line.ts":              "«!a()»; // MARK\n«b()»;",
		"above.ts":             "// MARK\n«!a()»;\n«b()»;",
		"apart.ts":             "// MARK\n\n«a()»;",
		"stacked.ts":           "// MARK\n// more\n/* and\n more */\n«!a()»;",
		"behind.ts":            "a(); // MARK\n«b()»;",
		"same-line.ts":         "/* MARK */ «!a()»;\n«b()»;",
		"inside.ts":            "«!a({\n  x, // MARK\n  y,\n})»;",
		"argument.ts":          "f(/* MARK */ «!a()»);",
		"table.ts":             "const t = {\n  a: «!1», // MARK\n  b: «2»,\n  // MARK\n  c: { d: «!3» },\n};",
		"table-head.ts":        "// MARK\nconst t = {\n  a: «!1»,\n};\nconst u = { // MARK\n  b: «!2»,\n};",
		"table-end.ts":         "const t = [\n  «!1», «!2», // MARK\n  «3»,\n];",
		"list.ts":              "const t = [\n  «1»,\n  «!2», // MARK\n];",
		"nested.ts":            "«a(() => {\n  b(); // MARK\n})»;",
		"nested-first.ts":      "«!a(() => { // MARK\n  b();\n})»;",
		"in-body.ts":           "function f() {\n  // MARK\n  «!a()»;\n  «b()»;\n}",
		"around-body.ts":       "// MARK\nfunction f() {\n  «a()»;\n}",
		"class.ts":             "class A {\n  // MARK\n  @dec\n  x = «!a()»;\n  y = «b()»;\n}",
		"else.ts":              "if (x) «!a()»; // MARK\nelse «!b()»;",
		"string.ts":            "const s = '// MARK'; «a()»;",
		"template.ts":          "const s = `\n// MARK\n`;\n«a()»;",
		"regex.ts":             "const s = /\\/\\/ MARK/;\n«a()»;",
		"end.ts":               "«!a()» // MARK",
		"export.ts":            "// MARK\nexport const a = «!b()»;",
		"markup.tsx":           "const p = (\n  <p>\n    {/* MARK */}\n    <a href={«!b()»} />\n    <a href={«c()»} />\n  </p>\n);",
		"attribute.tsx":        "const p = (\n  <a\n    // MARK\n    href={«!b()»}\n  />\n);",
		"text.tsx":             "const p = <p>// MARK\n{«a()»}</p>;",
		"line.py":              "«!a()»  # MARK\n«b()»",
		"above.py":             "def f():\n    # MARK\n    «!a()»\n    «b()»",
		"decorated.py":         "# MARK\n@dec\ndef f(x=«!a()»):\n    «b()»",
		"docstring.py":         "def f():\n    \"\"\"\n    # MARK\n    \"\"\"\n    «a()»",
		"call.py":              "x = «!a(\n    1,\n    # MARK\n)»",
		".env.example":         "# MARK\n«!A=1»\n«B=2»\n«!C=3» # MARK\n«D='x # MARK'»\n«E=x#MARK»",
		"a.yaml":               "a: «!1» # MARK\nb: |\n  # MARK\n  «x»\nc: \"# MARK\"\nd: «2»",
		"a.md":                 "# MARK\n«a»\n<!-- MARK -->\n«!b»",
		"a.html":               "<!-- MARK -->\n<a>«!b»</a>",
		"Dockerfile":           "# MARK\nENV «!A=1»",
		"a.tf":                 "/* MARK */\nx = «!1»\ny = «2»",
		"a.txt":                "# MARK\n«a»",
		"windows.ts":           "// MARK\r\n«!a()»;\r\n«b()»;\r\n",
		"until.ts":             "// MARK until 2027-01-31\n«!a()»;",
		"several-lines.ts":     "/*\n * MARK\n * that is long\n */\n«!a()»;",
		"commented.ts":         "// // MARK\n«a()»;",
		"prose.ts":             "// Use MARK\n«a()»;",
		"arrow-table.ts":       "const t = {\n  a: () => {\n    // MARK\n    «!b()»;\n  },\n  c: «d()»,\n};",
		"head-of-arguments.ts": "a( // MARK\n  «!b()»,\n);",
	} {
		checkCovers(t, name, strings.ReplaceAll(code, "MARK", "connaudit:ignore x -- why"))
	}
}

func checkCovers(t *testing.T, name, code string) {
	t.Helper()
	type want struct {
		syntax.Span
		accepted bool
	}
	var wants []want
	var plain strings.Builder
	for i, part := range strings.Split(code, "«") {
		if i == 0 {
			plain.WriteString(part)
			continue
		}
		inner, rest, _ := strings.Cut(part, "»")
		inner, accepted := strings.CutPrefix(inner, "!")
		start := plain.Len()
		plain.WriteString(inner + rest)
		wants = append(wants, want{syntax.Span{Start: start, End: start + len(inner)}, accepted})
	}
	f := fileOf(t, name, plain.String())
	for _, w := range wants {
		got := f != nil && len(f.For("x", w.Span, true)) > 0
		if got != w.accepted {
			t.Errorf("%s: %q is accepted: %v\n%s", name, plain.String()[w.Start:w.End], got, plain.String())
		}
		if f != nil && len(f.For("y", w.Span, true)) > 0 {
			t.Errorf("%s: another rule is accepted", name)
		}
	}
}

func TestSemgrep(t *testing.T) {
	code := "a(); // nosemgrep\nb(\n  1, // nosemgrep\n);\n// nosemgrep: x\nc();\nd(); // nosemgrep\ne();\n"
	f := fileOf(t, "a.ts", code)
	for call, want := range map[string]string{"a()": "[0] []", "b(": "[] []", "c()": "[2] []", "d()": "[3] []", "e()": "[] []"} {
		at := syntax.Span{Start: strings.Index(code, call), End: strings.Index(code, call) + 3}
		if got := fmt.Sprint(f.For("x", at, true), f.For("x", at, false)); got != want {
			t.Errorf("%s: %s, want %s", call, got, want)
		}
	}
}

// FuzzFile demands that nothing panics and that markers are comments in order.
func FuzzFile(f *testing.F) {
	for _, s := range []string{"// connaudit:ignore x -- y\na();", "a: |\n  # connaudit:ignore x -- y", "<!-- connaudit:ignore x -->", "const t = [ // connaudit:ignore x\n 1, 2];"} {
		f.Add(s, uint8(0), uint16(3), uint16(9))
	}
	names := []string{"a.ts", "a.tsx", "a.py", "a.yaml", ".env", "a.md", "a.tf"}
	f.Fuzz(func(t *testing.T, code string, kind uint8, from, to uint16) {
		text, err := source.New("f", []byte(code))
		if err != nil {
			return
		}
		code = string(text.Text)
		file := fileOf(t, names[int(kind)%len(names)], code)
		if file == nil {
			return
		}
		at := syntax.Span{Start: min(int(from), len(code)), End: min(int(to), len(code))}
		if at.End < at.Start {
			at.Start, at.End = at.End, at.Start
		}
		file.For("x", at, true)
		if !slices.IsSortedFunc(file.Markers, func(a, b Place) int { return a.Start - b.Start }) {
			t.Errorf("markers are not in order: %v", file.Markers)
		}
	})
}
