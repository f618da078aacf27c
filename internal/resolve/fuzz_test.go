package resolve

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// FuzzEval evaluates every expression of a small program of one TypeScript and one Python file, alone and for its callers:
// nothing panics, hangs or goes over the bounds, and every unknown has a reason.
func FuzzEval(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatal("no testdata", err)
	}
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files {
			if strings.HasSuffix(file.Name, ".py") {
				f.Add("", string(file.Data))
			} else {
				f.Add(string(file.Data), "")
			}
		}
	}
	for _, c := range adversaries {
		if text := c.files["a.ts"]; len(text) < 4_000 {
			f.Add(text, c.files["a.py"])
		}
	}
	f.Fuzz(func(t *testing.T, script, python string) {
		if len(script)+len(python) > 8_000 {
			return
		}
		p := newProgram(t, archive(map[string]string{"a.ts": script, "a.py": python}))
		s := NewSession(p)
		s.Trace(&Trace{})
		for _, u := range p.units {
			for _, n := range everyExpression(u) {
				v := s.Eval(u, n, nil)
				if text := brief(v); strings.Contains(text, "unknown ()") || strings.Contains(text, "more ()") {
					t.Errorf("%s: %s: unknown without a reason: %s", u.Place(n), n.Text(), text)
				}
			}
			for i := range u.Module().Funcs {
				sites, _ := s.Callers(FuncAt{u, u.Module().FuncAt(u.Module().Node(u.Module().Funcs[i].Body))})
				for _, c := range sites {
					for _, r := range u.Module().Funcs[i].Returns {
						s.Eval(u, u.Module().Node(r.Value), c.Frame)
					}
				}
			}
		}
		if s.steps > maxSteps+slack {
			t.Errorf("%d steps, the bound is %d", s.steps, maxSteps)
		}
	})
}
