package twins

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/analyzers"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
)

// settings hold for all rows: both headers are demanded.
const settings = `version: 1
params:
  request-id: {header: x-request-id}
  product-id: {header: x-product-id}
`

// stubs are the packages that Go shapes import.
const stubs = "../../analyzers/partitionkey/testdata/src/github.com"

// row is a shape in three languages.
type row struct {
	name, rule, verdict string
	message             map[string]string // by language; "" for all
	files               []txtar.File
}

func TestTwins(t *testing.T) {
	rows := readRows(t)
	goFound := passes(t, rows)
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			r.compare(t, "ts", r.audited(t, "ts"))
			r.compare(t, "py", r.audited(t, "py"))
			r.compare(t, "go", goFound[r.name])
		})
	}
}

func readRows(t *testing.T) []row {
	files, err := filepath.Glob("testdata/rows/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no rows: %v", err)
	}
	var rows []row
	for _, f := range files {
		a, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		r := row{name: strings.TrimSuffix(filepath.Base(f), ".txtar"), message: map[string]string{}, files: a.Files}
		for _, line := range strings.Split(strings.TrimSpace(string(a.Comment)), "\n") {
			key, text, _ := strings.Cut(line, ": ")
			switch head, language, _ := strings.Cut(key, " "); head {
			case "rule":
				r.rule = text
			case "verdict":
				r.verdict = text
			case "message":
				r.message[language] = text
			default:
				t.Fatalf("%s: %q begins no line of a row", f, key)
			}
		}
		rows = append(rows, r)
	}
	return rows
}

// said is one finding: its rule, the rule's category, and its words.
type said struct{ rule, message string }

// compare demands the verdict: a violation is one finding in the row's words, anything else none.
func (r row) compare(t *testing.T, language string, found []said) {
	t.Helper()
	found = slices.DeleteFunc(found, func(f said) bool { return f.rule != r.rule })
	want := r.message[language]
	if want == "" {
		want = r.message[""]
	}
	switch {
	case r.verdict != "violation":
		if len(found) > 0 {
			t.Errorf("%s: %s, want none: %s", language, r.rule, found[0].message)
		}
	case len(found) != 1:
		t.Errorf("%s: %d findings of %s, want 1", language, len(found), r.rule)
	case found[0].message != want:
		t.Errorf("%s:\n%s, want\n%s", language, found[0].message, want)
	}
}

// write lays the files of one language in a folder, which is a repository.
func (r row) write(t *testing.T, dir, language string) {
	t.Helper()
	put := func(name string, data []byte) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put(".git/HEAD", []byte("ref: refs/heads/main\n"))
	for _, f := range r.files {
		if strings.HasPrefix(f.Name, language+"/") {
			put(f.Name, f.Data)
		}
	}
	if language == "go" {
		put("go/go.mod", []byte("module "+r.name+"\n"))
		return
	}
	put("connaudit.yaml", []byte(settings))
}

// audited is what the audit finds in the files of one language. The verdict of a shape that is no violation is compared, too.
func (r row) audited(t *testing.T, language string) []said {
	t.Helper()
	dir := t.TempDir()
	r.write(t, dir, language)
	res, err := engine.Check(context.Background(), engine.Options{Dir: dir, ShowOK: true, ShowUnknown: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range res.Errors {
		t.Errorf("%s: %s %s", e.Path, e.Kind, e.Message)
	}
	var out []said
	for _, f := range res.Findings {
		if !f.IsCause {
			out = append(out, said{f.RuleID, f.Message})
		}
	}
	kinds := map[string]diag.Verdict{"ok": diag.OK, "unknown": diag.Unknown}
	if v, ok := kinds[r.verdict]; ok && !slices.ContainsFunc(res.Sites, func(s diag.Site) bool { return s.RuleID == r.rule && s.Verdict == v }) {
		t.Errorf("%s: no site of %s is %s", language, r.rule, r.verdict)
	}
	return out
}

// passes is what the passes find in the Go files of each row. They are loaded at once, as modules beside one another in a GOPATH.
func passes(t *testing.T, rows []row) map[string][]said {
	t.Helper()
	gopath := t.TempDir()
	if err := os.CopyFS(filepath.Join(gopath, "src", "github.com"), os.DirFS(stubs)); err != nil {
		t.Fatal(err)
	}
	var patterns []string
	for _, r := range rows {
		r.write(t, filepath.Join(gopath, "src", r.name), "go")
		patterns = append(patterns, r.name+"/go")
	}
	s := analyzers.Settings{Params: map[string]map[string]any{"request-id": {"header": "x-request-id"}, "product-id": {"header": "x-product-id"}}}
	if err := s.Apply(); err != nil {
		t.Fatal(err)
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: filepath.Join(gopath, "src"),
		Env: append(os.Environ(), "GOPATH="+gopath, "GO111MODULE=off", "GOFLAGS=", "GOWORK=off", "CGO_ENABLED=0")}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("the Go shapes do not compile")
	}
	graph, err := checker.Analyze(analyzers.All(), pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]said{}
	for _, a := range graph.Roots {
		if a.Err != nil {
			t.Fatal(a.Err)
		}
		for _, d := range a.Diagnostics {
			out[rowOf(a.Package)] = append(out[rowOf(a.Package)], saidBy(d))
		}
	}
	return out
}

func rowOf(p *packages.Package) string { return strings.TrimSuffix(p.PkgPath, "/go") }

func saidBy(d analysis.Diagnostic) said { return said{d.Category, d.Message} }
