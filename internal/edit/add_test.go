package edit

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/python"
	"github.com/bytelyst/connaudit/internal/lang/typescript"
	"github.com/bytelyst/connaudit/internal/syntax"
)

var update = flag.Bool("update", false, "write golden files anew")

// lower reads code of the language that a file name tells; a script inside another file is read as the engine does.
func lower(tb testing.TB, name, code string) *lang.Module {
	tb.Helper()
	l, ext := typescript.TypeScript, filepath.Ext(name)
	text := []byte(code)
	switch ext {
	case ".py":
		l = python.Language
	case ".js", ".mjs", ".jsx":
		l = typescript.JavaScript
	case ".vue":
		masked, kind, ok := syntax.ScriptOf(text)
		if !ok {
			tb.Fatal("no script")
		}
		text, ext = masked, "."+kind
	}
	tree, err := syntax.Parse(l.Grammar(ext), text)
	if err != nil {
		tb.Fatal(err)
	}
	return l.Lower(tree)
}

// TestAdd has one section a shape in testdata/add.txtar: a file, whose first line says what is added where, and below it what the file
// is afterwards. The place is the text between « and ». Line ends of a file called *.crlf.* are those of Windows, tabs and
// all else as they stand.
func TestAdd(t *testing.T) { golden(t, "testdata/add.txtar", added) }

// TestImport has import statements in the same way: the first line is the statement, « marks the place of the code.
func TestImport(t *testing.T) { golden(t, "testdata/import.txtar", imported) }

func golden(t *testing.T, file string, edited func(t *testing.T, name, order, code string) string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []txtar.File
	for _, f := range archive.Files {
		name, isResult := strings.CutPrefix(f.Name, "= ")
		if isResult {
			continue
		}
		order, code, _ := strings.Cut(string(f.Data), "\n")
		if strings.Contains(name, ".crlf.") {
			code = strings.ReplaceAll(code, "\n", "\r\n")
		}
		got := edited(t, name, order, code)
		if strings.Contains(name, ".crlf.") {
			if strings.Count(got, "\n") != strings.Count(got, "\r\n") {
				t.Errorf("%s: lines end in two ways: %q", name, got)
			}
			got = strings.ReplaceAll(got, "\r\n", "\n")
		}
		if !strings.HasSuffix(got, "\n") {
			got += "\n"
		}
		out = append(out, f, txtar.File{Name: "= " + name, Data: []byte(got)})
	}
	got := txtar.Format(&txtar.Archive{Comment: archive.Comment, Files: out})
	if *update {
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s is not what comes out (-update writes it anew):\n%s", file, got)
	}
}

// marked takes the marks out of code and returns the node between them.
func marked(t *testing.T, name, code string) (*lang.Module, syntax.Node, string) {
	t.Helper()
	start := strings.Index(code, "«")
	code = strings.Replace(code, "«", "", 1)
	end := strings.Index(code, "»")
	code = strings.Replace(code, "»", "", 1)
	if start < 0 || end < 0 {
		t.Fatalf("%s: no place is marked", name)
	}
	m := lower(t, name, code)
	at := syntax.Span{Start: start, End: end}
	n := m.Tree.At(at)
	if n.Span() != at {
		t.Fatalf("%s: %q is no node", name, code[start:end])
	}
	return m, n, code
}

// added reads an order such as `passed headers | x-request-id: crypto.randomUUID()`.
func added(t *testing.T, name, order, code string) string {
	how, entry, _ := strings.Cut(order, " | ")
	key, value, _ := strings.Cut(entry, ": ")
	words := strings.Fields(strings.TrimLeft(how, "#/ "))
	m, n, code := marked(t, name, code)
	p := Place{Node: n, Members: words[1:]}
	switch form, keyword, _ := strings.Cut(words[0], "="); form {
	case "into":
		p.Form = Into
	case "first":
		p.Form, p.First = Into, true
	case "around":
		p.Form = Around
	case "instead":
		p.Form = Instead
	case "passed":
		p.Form, p.Keyword = Passed, keyword
	default:
		t.Fatalf("%s: %s is no form", name, form)
	}
	edits, err := Add(p, key, value)
	if err != nil {
		return "ERROR " + err.Error()
	}
	return applied(t, name, m, code, edits)
}

func imported(t *testing.T, name, order, code string) string {
	m, n, code := marked(t, name, code)
	edits, err := Import(m, n, strings.TrimLeft(order, "#/ "))
	if err != nil {
		return "ERROR " + err.Error()
	}
	return applied(t, name, m, code, edits)
}

// applied makes the edits and demands that the result has no other syntax errors than before.
func applied(t *testing.T, name string, m *lang.Module, code string, edits []Edit) string {
	t.Helper()
	got, ok := Apply(code, edits)
	if !ok {
		t.Fatalf("%s: the edits conflict: %+v", name, edits)
	}
	if after := lower(t, name, got); len(after.Tree.Errors) > len(m.Tree.Errors) {
		t.Errorf("%s: a syntax error:\n%s", name, got)
	}
	return got
}
