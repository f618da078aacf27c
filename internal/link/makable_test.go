package link

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// TestMakable states when an entry that tests a type is matched at all.
func TestMakable(t *testing.T) {
	const rules = `
known:
  - {is: client, languages: [python], pattern: lib.connect(...)}
facts:
  - {kind: use, languages: [python], pattern: $X.get(...), where: "is_a($X, '%s')", key: text($X)}
`
	for _, c := range []struct {
		name, code, typ string
		want            bool
	}{
		{"the library is imported and its function named", "from lib import connect\nconnect().get()\n", "client", true},
		{"under another name", "import lib as l\nl.connect().get()\n", "client", true},
		{"nobody imports the library", "def connect():\n    return {}\nconnect().get('a')\n", "client", false},
		{"nobody names the function", "import lib\nlib.other().get()\n", "client", false},
		{"the type is the function's own name", "import lib\nlib.other().get()\n", "lib.connect", false},
		{"no entry makes objects of the type", "import lib\nlib.other().get()\n", "lib.Other", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			writeFile(t, filepath.Join(dir, "a.py"), []byte(c.code))
			text := []byte(fmt.Sprintf(rules, c.typ))
			set, problems := rule.Load([]rule.Source{{Name: "rules.yaml", Data: text}}, rule.Options{})
			for _, p := range problems {
				t.Error(p)
			}
			w, err := workspace.Open(workspace.Options{Dir: dir, Home: dir, NoConfig: true})
			if err != nil {
				t.Fatal(err)
			}
			p := program.New(w, Dictionary(set))
			if err := p.Read(context.Background(), 1, func(*program.File) bool { return false }, nil); err != nil {
				t.Fatal(err)
			}
			if got := New(p, set).makable(set.Facts[0]); got != c.want {
				t.Errorf("makable is %v, want %v", got, c.want)
			}
		})
	}
}
