package document

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestRowsOfTheAudit finds every row of the audit by hand in the Markdown of the three states.
func TestRowsOfTheAudit(t *testing.T) {
	data, err := os.ReadFile("testdata/audit-rows.txt")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string][]byte{}
	for i, d := range replayed(t) {
		var b bytes.Buffer
		if err := Markdown(&b, d); err != nil {
			t.Fatal(err)
		}
		texts[[]string{"before", "after-1", "after-2"}[i]] = b.Bytes()
	}
	rows := 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		rows++
		part := strings.SplitN(line, " | ", 4)
		if len(part) != 4 {
			t.Fatalf("%q has %d parts", line, len(part))
		}
		if part[0] == "-" {
			if part[1] != "-" || part[3] == "" {
				t.Errorf("%q: what does not come out has a reason", line)
			}
			continue
		}
		wanted := strings.Split(strings.ReplaceAll(part[3], " : ", " | "), " & ")
		has := func(l string) bool {
			return !slices.ContainsFunc(wanted, func(w string) bool {
				return !strings.Contains(l, strings.TrimPrefix(strings.TrimSuffix(w, " :"), ": "))
			})
		}
		if !slices.ContainsFunc(under(string(texts[part[0]]), part[1]), has) {
			t.Errorf("%s, under %s: no line has %q (%s)", part[0], part[1], wanted, part[2])
		}
	}
	if rows < 75 {
		t.Errorf("only %d rows", rows)
	}
}

// under returns the lines below each heading of that title, with those of smaller headings below it.
func under(text, title string) []string {
	var out []string
	level := 0 // of the heading we are below; 0: below none
	for line := range strings.Lines(text) {
		if n := len(line) - len(strings.TrimLeft(line, "#")); n > 0 && strings.HasPrefix(line[n:], " ") {
			if level > 0 && n <= level {
				level = 0
			}
			if strings.TrimSpace(line[n:]) == title {
				level = n
			}
		} else if level > 0 {
			out = append(out, line)
		}
	}
	return out
}
