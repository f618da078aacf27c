package doctest

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write outputs and generated tables of the documentation anew")

// root is the folder of the project, seen from this one.
const root = "../.."

// document is a Markdown file by its parts. Lines count from 1.
type document struct {
	path     string
	lines    []string
	sections []*section
}

// section is what stands under one heading, up to the next of any level.
type section struct {
	title  string
	line   int
	blocks []*block
	rows   []row
}

// block is a fenced block.
type block struct {
	info  string
	line  int // of its first line of text
	lines []string
}

func (b *block) text() string {
	if len(b.lines) == 0 {
		return ""
	}
	return strings.Join(b.lines, "\n") + "\n"
}

// kind is the info string without `file=NAME`, which is name.
func (b *block) kind() (kind, name string) {
	for _, w := range strings.Fields(b.info) {
		if n, ok := strings.CutPrefix(w, "file="); ok {
			name = n
		} else {
			kind += " " + w
		}
	}
	return strings.TrimPrefix(kind, " "), name
}

// row is a row of a table, with the heads of its columns.
type row struct {
	line        int
	head, cells []string
}

func readDocument(t *testing.T, name string) *document {
	t.Helper()
	path := filepath.Join(root, name)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d := &document{path: path, lines: strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")}
	d.parse()
	return d
}

func (d *document) parse() {
	s := &section{}
	d.sections = []*section{s}
	var open *block
	var head []string
	for i, l := range d.lines {
		switch {
		case strings.HasPrefix(l, "```") && open == nil:
			open = &block{info: strings.TrimPrefix(l, "```"), line: i + 2}
		case strings.HasPrefix(l, "```"):
			s.blocks = append(s.blocks, open)
			open = nil
		case open != nil:
			open.lines = append(open.lines, l)
		case strings.HasPrefix(l, "#"):
			s = &section{title: strings.TrimLeft(l, "# "), line: i + 1}
			d.sections = append(d.sections, s)
		case strings.HasPrefix(l, "|---"), strings.HasPrefix(l, "|--:"):
			head = cells(d.lines[i-1])
			s.rows = s.rows[:max(len(s.rows)-1, 0)] // the head itself
		case strings.HasPrefix(l, "|"):
			s.rows = append(s.rows, row{line: i + 1, head: head, cells: cells(l)})
		default:
			head = nil
		}
	}
}

// cells splits a row at its bars; `\|` is a bar within a cell.
func cells(line string) []string {
	const bar = "\x00"
	line = strings.ReplaceAll(strings.Trim(strings.TrimSpace(line), "|"), `\|`, bar)
	var out []string
	for _, c := range strings.Split(line, "|") {
		out = append(out, strings.ReplaceAll(strings.TrimSpace(c), bar, "|"))
	}
	return out
}

// spans returns the code spans of a cell.
func spans(cell string) []string {
	var out []string
	for i, part := range strings.Split(cell, "`") {
		if i%2 == 1 {
			out = append(out, part)
		}
	}
	return out
}

// write puts lines in the place of n lines from line on; call it from the end of the file to its start.
func (d *document) write(t *testing.T, line, n int, lines []string) {
	t.Helper()
	tail := append([]string{}, d.lines[line-1+n:]...)
	d.lines = append(append(d.lines[:line-1:line-1], lines...), tail...)
	if err := os.WriteFile(d.path, []byte(strings.Join(d.lines, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

// at names a line as editors open it.
func (d *document) at(line int) string { return fmt.Sprintf("%s:%d", filepath.Base(d.path), line) }

// difference shows the first line in which two texts differ.
func difference(got, want []byte) string {
	g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range max(len(g), len(w)) {
		var a, b []byte
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if !bytes.Equal(a, b) {
			return fmt.Sprintf("line %d:\n got: %s\nwant: %s", i+1, a, b)
		}
	}
	return ""
}
