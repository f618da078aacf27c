package link

import (
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

const fuzzRules = `
known:
  - names: once-functions
    values: [lifespan]
  - names: per-request-callers
    values: [use]
facts:
  - kind: any
    languages: [typescript, python]
    pattern: $F($X, ...)
    key: field($X)
    value: lifetime($X)
    attributes:
      match: lifetime(match)
      fields: fields($X)
      same: same_code($X, arg(1))
      source: source($X)
      fresh: freshness($X)
      after: after($X)
  - kind: type
    languages: [typescript]
    pattern: $F<$T>()
    key: text($T)
    value: fields($T)
`

// FuzzFunctions asks the functions about code of whatever calls there are in any text: none may fail, and two runs agree.
func FuzzFunctions(f *testing.F) {
	archives, err := filepath.Glob("testdata/functions/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if ext := path.Ext(file.Name); ext == ".ts" || ext == ".py" {
				f.Add(string(file.Data), ext == ".py")
			}
		}
	}
	f.Add("const f = async () => (await g(() => f, [f, ...f], { f, [f]: f }))?.h!(f) ?? f(f);", false)
	f.Add("class A(A, metaclass=A):\n  def __call__(s, x): s.x = x; return x(s, *x, **x)\nA(A)(A)", true)
	f.Fuzz(func(t *testing.T, code string, python bool) {
		name := "app/code.ts"
		if python {
			name = "app/code.py"
		}
		archive := &txtar.Archive{Files: []txtar.File{
			{Name: "rules.yaml", Data: []byte(fuzzRules)}, {Name: "app/package.json", Data: []byte("{}")}, {Name: name, Data: []byte(strings.ToValidUTF8(code, "?"))},
		}}
		if a, b := show(linkArchive(t, archive, 1)), show(linkArchive(t, archive, 2)); a != b {
			t.Errorf("two runs differ:\n%s", differ(a, b))
		}
	})
}
