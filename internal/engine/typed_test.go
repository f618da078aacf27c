package engine

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// types states one fact about one file and covers it.
type types struct{ abs, key string }

func (ty types) Learn(_ context.Context, _ *workspace.Workspace, _ map[string][]byte, fileOf func(string) *value.File) (*facts.Learned, error) {
	f := fileOf(ty.abs)
	key := value.NewString(ty.key)
	return &facts.Learned{
		Covered: map[*value.File]bool{f: true},
		Facts: []*facts.Fact{
			{Kind: "env", Role: "read", Key: key, Value: value.NewNull(), At: value.Place{File: f, Start: 1, End: 2}},
			{Kind: "nobody-asks", Key: key, Value: value.NewNull(), At: value.Place{File: f, Start: 1, End: 2}},
		},
		Errors: []diag.RunError{{Kind: diag.GoError, Message: "another module does not load"}},
	}, nil
}

func (types) Digest(*workspace.Workspace, io.Writer) {}

// TestTyped: of a file that is covered, built-in entries say nothing, the team's own go on, and of other files both do.
func TestTyped(t *testing.T) {
	dir := t.TempDir()
	read := "package p\n\nimport \"os\"\n\nvar V = os.Getenv("
	for name, text := range map[string]string{
		"connaudit.yaml": "version: 1\nrepos: [r]\nrules: [builtin, own.yaml]\n",
		"own.yaml":       "facts:\n  - {kind: env, role: read, languages: [go], pattern: own.Read($NAME), key: $NAME}\n",
		"r/go.mod":       "module example.com/r\n",
		"r/a.go":         read + "\"A\")\n\nvar W = own.Read(\"OWN\")\n",
		"r/b.go":         read + "\"B\")\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	keys := func(typed Typed) (out []string, errors []diag.RunError) {
		l, err := Facts(context.Background(), Options{Dir: dir, Typed: typed})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range l.Facts {
			out = append(out, f.Kind+" "+f.Key.Str)
		}
		slices.Sort(out)
		return out, l.Errors
	}
	if got, _ := keys(nil); !slices.Equal(got, []string{"env A", "env B", "env OWN"}) {
		t.Errorf("by text: %q", got)
	}
	got, errors := keys(types{filepath.Join(dir, "r", "a.go"), "TYPED"})
	if !slices.Equal(got, []string{"env B", "env OWN", "env TYPED"}) {
		t.Errorf("by types: %q", got)
	}
	if len(errors) != 1 || errors[0].Kind != diag.GoError {
		t.Errorf("errors %+v", errors)
	}
}
