package doctest

import (
	"fmt"
	"strings"
	"testing"
)

// languages of the table, with the extensions of their files.
var tableLanguages = map[string]string{"ts": "ts", "py": "py", "go": "go"}

// TestPatterns demands that each pattern of the table finds what its row says, and nothing of what it says it does not.
func TestPatterns(t *testing.T) {
	d := readDocument(t, language)
	files, lines := map[string]string{"connaudit.yaml": "version: 1\nrules: [./rules]\n"}, map[string]int{}
	want := map[string]bool{}
	var rules strings.Builder
	for _, s := range d.sections {
		for _, r := range s.rows {
			if r.head[0] != "pattern" {
				continue
			}
			ext := tableLanguages[r.cells[1]]
			if ext == "" {
				t.Fatalf("%s: language %q", d.at(r.line), r.cells[1])
			}
			id := fmt.Sprintf("line-%d", r.line)
			fmt.Fprintf(&rules, "  - {id: %s, languages: [%s], severity: INFO, message: m, pattern: %q, paths: {include: [\"%s-*\"]}}\n", id, ext, spans(r.cells[0])[0], id)
			for column, found := range map[int]bool{2: true, 3: false} {
				for i, code := range spans(r.cells[column]) {
					name := fmt.Sprintf("%s-%d-%d.%s", id, column, i, ext)
					files[name], lines[name], want[name] = code+"\n", r.line, found
				}
			}
		}
	}
	if len(want) == 0 {
		t.Fatalf("%s has no table of patterns", d.path)
	}
	files["rules/patterns.yaml"] = "rules:\n" + rules.String()
	dir := workspaceFolder(t)
	writeTree(t, dir, files)
	got := map[string]bool{}
	for _, o := range check(t, dir) {
		got[o.File] = true
	}
	for name, found := range want {
		if got[name] != found {
			t.Errorf("%s: found is %v: %s", d.at(lines[name]), got[name], strings.TrimSpace(files[name]))
		}
	}
}
