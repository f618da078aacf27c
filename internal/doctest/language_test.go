package doctest

import (
	"bytes"
	"fmt"
	"regexp"
	"sort"
	"strings"
	"testing"
)

const language = "docs/language.md"

// TestLanguage runs each section of the description of the language.
func TestLanguage(t *testing.T) {
	d := readDocument(t, language)
	for i := len(d.sections) - 1; i >= 0; i-- { // backwards, so that an update moves no line that is still to be read
		s := d.sections[i]
		if len(s.blocks) == 0 {
			continue
		}
		t.Run(s.title, func(t *testing.T) { d.runSection(t, s) })
	}
}

// runSection writes the workspace of a section, checks it, and compares what was said with the marks on its lines.
func (d *document) runSection(t *testing.T, s *section) {
	files, marks := map[string]string{}, 0
	want := map[string]string{}
	for i, b := range s.blocks {
		kind, name := b.kind()
		switch {
		case kind == "yaml rules":
			name = fmt.Sprintf("rules/%d.yaml", i)
			files[name] = b.text()
		case name != "":
			files[name] = b.text()
			marks += d.marks(name, b, want)
		case kind == "text output" || kind == "yaml error" || kind == "yaml warning":
		case kind == "text" && i > 0 && loaded[s.blocks[i-1].info] != 0:
		default:
			t.Errorf("%s: a block of the kind %q is not run; see the package comment of internal/doctest", d.at(b.line), b.info)
		}
	}
	dir := workspaceFolder(t)
	if _, ok := files["connaudit.yaml"]; !ok {
		files["connaudit.yaml"] = "version: 1\nrules: [./rules]\n"
	}
	writeTree(t, dir, files)
	if len(files) > 1 {
		if marks == 0 {
			t.Errorf("%s: nothing is expected of these examples", d.at(s.line))
		}
		compare(t, check(t, dir), want)
	}
	d.outputs(t, s, dir)
}

// mark is a comment at the end of a line: what is to be said there, and in quotes a part of how.
var mark = regexp.MustCompile(`(?://|#)\s*((?:want|ok|unknown|cause): .*)$`)
var clause = regexp.MustCompile(`(want|ok|unknown|cause):\s*([\w./-]+)(?:\s+"([^"]*)")?`)

// marks notes what a file wants: "want id file:line" and the part of the message.
func (d *document) marks(name string, b *block, want map[string]string) int {
	n := 0
	for i, l := range b.lines {
		m := mark.FindStringSubmatch(l)
		if m == nil {
			continue
		}
		for _, c := range clause.FindAllStringSubmatch(m[1], -1) {
			want[fmt.Sprintf("%s:%d: %s: %s", name, i+1, c[1], c[2])] = c[3]
			n++
		}
	}
	return n
}

// compare demands that findings and marks are the same, and that each marked site is there.
func compare(t *testing.T, got []outcome, want map[string]string) {
	t.Helper()
	said := map[string]string{}
	for _, o := range got {
		said[fmt.Sprintf("%s:%d: %s: %s", o.File, o.Start.Line, o.Verdict, o.RuleID)] += o.Message + "\n"
	}
	var keys []string
	for k := range want {
		keys = append(keys, k)
	}
	for k := range said {
		if _, ok := want[k]; !ok {
			keys = append(keys, k)
		}
	}
	sort.Strings(keys)
	for _, k := range keys {
		message, is := said[k]
		part, wanted := want[k]
		switch {
		case !is:
			t.Errorf("missing: %s\n%s", k, listing(said))
		case !wanted && (strings.Contains(k, " want: ") || strings.Contains(k, " cause: ")):
			t.Errorf("not wanted: %s (%s)", k, strings.TrimSpace(message))
		case wanted && !strings.Contains(message, part):
			t.Errorf("%s says %q, want %q", k, strings.TrimSpace(message), part)
		}
	}
}

func listing(said map[string]string) string {
	var out []string
	for k, m := range said {
		out = append(out, "\tthere is "+k+" ("+strings.TrimSpace(m)+")")
	}
	sort.Strings(out)
	return strings.Join(out, "\n")
}

// outputs compares what is printed with the blocks that show it: of rule files that do not load, and of the workspace.
func (d *document) outputs(t *testing.T, s *section, dir string) {
	for i := len(s.blocks) - 1; i >= 0; i-- {
		b := s.blocks[i]
		var got string
		switch {
		case b.info == "text output":
			stdout, stderr, _ := run(t, dir, program, "check")
			got = string(stdout) + string(stderr)
		case b.info == "text" && i > 0 && loaded[s.blocks[i-1].info] != 0:
			got = d.load(t, s.blocks[i-1])
		default:
			continue
		}
		d.compareBlock(t, b, got)
	}
}

// loaded is the kinds of blocks that are rule files by themselves, and the status that loading one gives, counted from 1.
var loaded = map[string]int{"yaml error": 2 + 1, "yaml warning": 0 + 1}

// load says what is printed about a rule file: of errors the same by every command.
func (d *document) load(t *testing.T, b *block) string {
	const name = "rules.yaml"
	dir := workspaceFolder(t)
	writeTree(t, dir, map[string]string{name: b.text()})
	_, stderr, status := run(t, dir, program, "rules", "list", "--no-config", "--rules", name)
	if status != loaded[b.info]-1 {
		t.Errorf("%s: status %d, want %d", d.at(b.line), status, loaded[b.info]-1)
	}
	if b.info == "yaml error" {
		_, checked, _ := run(t, dir, program, "check", "--no-config", "--rules", name)
		if !bytes.Equal(checked, stderr) {
			t.Errorf("%s: connaudit check and rules list differ: %s", d.at(b.line), difference(checked, stderr))
		}
	}
	return string(stderr)
}

// compareBlock demands that a block shows this output, or writes it anew.
func (d *document) compareBlock(t *testing.T, b *block, got string) {
	t.Helper()
	if got == b.text() {
		return
	}
	if *update {
		d.write(t, b.line, len(b.lines), strings.Split(strings.TrimSuffix(got, "\n"), "\n"))
		return
	}
	t.Errorf("%s: %s\n(go test ./internal/doctest -update writes it anew)", d.at(b.line), difference([]byte(got), []byte(b.text())))
}
