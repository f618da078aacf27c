// Package yamlfault says where a text stops being YAML.
//
// yaml.v3 tells that in words only, and with care for nobody: it names a line, not a column; the line is one too small in
// errors of its parser, that of the beginning of something larger in others, and left out where it is the first. Two things
// are asked of it that it does answer: whether a shorter text fails for the same reason, and whether the line it names moves
// when a line break is put somewhere.
package yamlfault

import (
	"bytes"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// Fault is where a text stops being YAML, and why.
type Fault struct {
	Offset  int    // in bytes: of what is not closed, or of the first visible byte of the line
	Message string // what is wrong: one line, no full stop
	Hint    string // what to do next; empty where that is not known
}

// Lines returns the byte offsets at which the lines of a text start as YAML counts them: it also breaks lines at U+0085,
// U+2028 and U+2029.
func Lines(text []byte) []int {
	lines := []int{0}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n', c == '\r' && (i+1 == len(text) || text[i+1] != '\n'):
			lines = append(lines, i+1)
		case c == 0xC2 && bytes.HasPrefix(text[i:], []byte("\u0085")):
			lines = append(lines, i+2)
		case c == 0xE2 && (bytes.HasPrefix(text[i:], []byte("\u2028")) || bytes.HasPrefix(text[i:], []byte("\u2029"))):
			lines = append(lines, i+3)
		}
	}
	return lines
}

var named = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// Message returns the words of an error of yaml.v3, without the line.
func Message(err error) string { return named.ReplaceAllString(err.Error(), "") }

// opened are the errors in which yaml.v3 names the line of what it was reading. late is how many lines it counts too few.
var opened = map[string]struct {
	marks, message, hint string
	late                 int
}{
	"did not find expected ',' or ']'": {"[", "the list that begins here lacks a comma or its `]`", "put it there, or quote what is text", 1},
	"did not find expected ',' or '}'": {"{", "the mapping that begins here lacks a comma or its `}`", "put it there, or quote what is text", 1},
	"found unexpected end of stream":   {`"'`, "the text that begins here lacks its closing quote", "put it at the end of the text", 0},
	"found unexpected document indicator": {`"'`, "the text that begins here lacks its closing quote",
		"put it at the end of the text", 0},
}

// Find says where text stops being YAML, for which decode gives err. decode is asked about other texts, too.
func Find(text []byte, err error, decode func([]byte) error) Fault {
	lines := Lines(text)
	if f, ok := unclosed(text, lines, err, decode); ok {
		return f
	}
	if Message(err) == "did not find expected node content" {
		// The text may end after a comma. With one value more it ends where yaml.v3 tells what is open.
		more := append(bytes.TrimRight(bytes.Clone(text), " \t\r\n"), ` ""`...)
		if e := decode(more); e != nil {
			if f, ok := unclosed(more, Lines(more), e, decode); ok {
				return f
			}
		}
	}
	return Fault{Offset: visible(text, lines[stops(text, lines, err, decode)]), Message: Message(err)}
}

// stops returns the index of the line at which YAML stops: the last of the shortest text that fails for the same reason.
func stops(text []byte, lines []int, err error, decode func([]byte) error) int {
	return sort.Search(len(lines)-1, func(i int) bool {
		e := decode(text[:lines[i+1]])
		return e != nil && Message(e) == Message(err)
	})
}

// visible returns the first offset from at on that holds no space.
func visible(text []byte, at int) int {
	for at < len(text) && text[at] == ' ' {
		at++
	}
	return at
}

const byteOrderMark = "\ufeff"

// maxMarks bounds the marks of one line that are tried.
const maxMarks = 64

// unclosed finds the beginning of what err says is not closed.
func unclosed(text []byte, lines []int, err error, decode func([]byte) error) (Fault, bool) {
	o, ok := opened[Message(err)]
	if !ok {
		return Fault{}, false
	}
	// Behind a comment nothing begins in the first line, which yaml.v3 would not name.
	begins := func(t []byte) int {
		e := decode(append([]byte("#\n"), bytes.TrimPrefix(t, []byte(byteOrderMark))...))
		if e == nil || Message(e) != Message(err) {
			return -1
		}
		n, _ := strconv.Atoi(named.FindStringSubmatch(e.Error())[1]) // 0 where no line is named
		return n + o.late - 2
	}
	line := begins(text)
	if line < 0 || line >= len(lines) {
		return Fault{}, false
	}
	f := Fault{Offset: visible(text, lines[line]), Message: o.message, Hint: o.hint}
	for _, at := range marksOf(text, lines, line, o.marks) {
		// A line break before the mark moves what begins there or behind it, and the marks behind it did not move it.
		if begins(broken(text, at, at-lines[line])) == line+1 {
			f.Offset = at
			break
		}
	}
	return f, true
}

// marksOf returns the offsets of the marks in a line, the last one first, as far as they stand before a comment.
func marksOf(text []byte, lines []int, line int, marks string) []int {
	end := len(text)
	if line+1 < len(lines) {
		end = lines[line+1]
	}
	code, _, _ := bytes.Cut(text[lines[line]:end], []byte(" #"))
	var out []int
	for i := len(code) - 1; i >= 0 && len(out) < maxMarks; i-- {
		if strings.IndexByte(marks, code[i]) >= 0 {
			out = append(out, lines[line]+i)
		}
	}
	return out
}

// broken puts a line break before what stands at an offset, and spaces that leave it in its column.
func broken(text []byte, at, column int) []byte {
	out := append(bytes.Clone(text[:at]), '\n')
	out = append(out, bytes.Repeat([]byte(" "), column)...)
	return append(out, text[at:]...)
}
