package rule

import (
	"bytes"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"
)

// FuzzLoad states that no rule file brings the loader down, and that everything it says has a place.
func FuzzLoad(f *testing.F) {
	for _, s := range packs(f) {
		f.Add(s.Data)
		// Whole packs are long to mutate: their paragraphs are tried too.
		for _, part := range bytes.Split(s.Data, []byte("\n\n")) {
			f.Add(part)
		}
	}
	archives, err := filepath.Glob("testdata/errors/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files {
			f.Add(file.Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		set, problems := Load([]Source{{"fuzz.yaml", data}}, Options{})
		if set == nil {
			t.Fatal("no set")
		}
		for _, p := range append(problems, set.Warnings...) {
			if p.File != "fuzz.yaml" || p.Line < 1 || p.Column < 1 || p.Message == "" {
				t.Fatalf("problem without its place: %+v", *p)
			}
		}
		if len(problems) > 0 && len(set.Known)+len(set.Facts)+len(set.Checks)+len(set.Rules) > 0 {
			t.Fatal("a file with problems was loaded")
		}
	})
}
