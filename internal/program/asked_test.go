package program

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// lookers are the files whose code may select what a file holds, by the name of the field or method. All other code asks by methods that
// note the question: one that nobody noted would let an entry of the cache hold that does not.
var lookers = map[string][]string{
	"noted":    {"noted.go", "record.go", "replace.go"},
	"bloom":    {"noted.go", "record.go", "replace.go"},
	"text":     {"file.go", "read.go", "parts.go", "replace.go"},
	"peek":     {"file.go", "asked.go", "recall.go"},
	"loadText": {"file.go", "read.go"},
	"readRaw":  {"file.go", "mentioned.go", "recall.go"},
	"all":      {"mentioned.go", "asked.go", "record.go", "program.go", "replace.go"},
	"reply":    {"asked.go", "mentioned.go", "recall.go"},
}

func TestOnlyWhatIsNotedLooksAtFiles(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	met := map[string]bool{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			field := s.Sel.Name
			if met[field] = true; lookers[field] != nil && !slices.Contains(lookers[field], name) {
				t.Errorf("%s selects .%s: ask by a method that notes the question, see asked.go", name, field)
			}
			return true
		})
	}
	for field := range lookers {
		if !met[field] {
			t.Errorf("nothing selects .%s: it has another name now", field)
		}
	}
}
