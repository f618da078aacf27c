package engine

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOriginOverRepositories(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"shared/package.json":   `{"name": "@x/shared", "main": "src/index.ts"}`,
		"shared/src/index.ts":   "export * from './headers';\n",
		"shared/src/headers.ts": "export const ID = 'x-request-id';\nexport const NAMES = { tenant: 'x-tenant' };\nexport const n = 1;\n",
		"web/package.json":      `{"name": "web", "dependencies": {"@x/shared": "*"}}`,
		"web/a.ts":              "import { ID, NAMES, n } from '@x/shared';\nfetch('/a', { headers: { [ID]: '1', [NAMES.tenant]: n } });\nconst local = 'x';\n",
		"api/names.py":          "ID = 'x-request-id'\n",
		"api/main.py":           "from names import ID\nheaders = {ID: '1'}\n",
		"api/pyproject.toml":    "[project]\nname = 'api'\n",
	} {
		abs := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(abs), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(abs, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Survey(context.Background(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ file, at, want string }{
		{"web/a.ts", "[‸ID]", "shared/src/headers.ts:1:19"},
		{"web/a.ts", "{ I‸D,", "shared/src/headers.ts:1:19"},
		{"web/a.ts", "NAMES.ten‸ant", "shared/src/headers.ts:2:32"},
		{"web/a.ts", "]: ‸n }", ""},
		{"web/a.ts", "‸'x'", ""},
		{"web/a.ts", "fet‸ch", ""},
		{"api/main.py", "{I‸D:", "api/names.py:1:6"},
		{"web/none.ts", "", ""},
	} {
		text, _ := os.ReadFile(filepath.Join(dir, c.file))
		before, after, _ := strings.Cut(c.at, "‸")
		at := s.Origin(filepath.Join(dir, c.file), strings.Index(string(text), before+after)+len(before))
		got := ""
		if !at.IsNone() {
			got = fmt.Sprintf("%s:%d:%d", at.File, at.Start.Line, at.Start.Column)
		}
		if got != c.want {
			t.Errorf("%s in %s is written at %q, want %q", c.at, c.file, got, c.want)
		}
	}
}
