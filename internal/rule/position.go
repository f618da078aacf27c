package rule

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// at returns the byte offset in the file of a byte offset in the text of scalar n. Where the text cannot be traced back
// it is the start of the scalar: a position may be coarse, never wrong.
func (n *node) at(offset int) int {
	if n.shape != scalarShape {
		return n.start
	}
	t := &trace{src: n.file.data, text: n.text, pos: n.start, want: min(offset, len(n.text))}
	t.properties()
	var ok bool
	switch n.style {
	case yaml.LiteralStyle, yaml.FoldedStyle:
		ok = t.block()
	case yaml.SingleQuotedStyle, yaml.DoubleQuotedStyle:
		ok = t.quoted(n.style == yaml.DoubleQuotedStyle)
	default:
		ok = t.flow(0)
	}
	if !ok || !t.plausible() {
		return n.start
	}
	return t.pos
}

// plausible reports whether the byte found is the one looked for, as far as that shows: line breaks that only YAML knows
// as such (a lone carriage return) are not traced.
func (t *trace) plausible() bool {
	if t.want == len(t.text) || t.text[t.want] <= ' ' || t.text[t.want] >= utf8.RuneSelf {
		return t.pos <= len(t.src)
	}
	return t.pos < len(t.src) && (t.src[t.pos] == t.text[t.want] || t.src[t.pos] == '\\' || t.src[t.pos] == '\'')
}

// trace walks the source of a scalar and its decoded text side by side until the text's offset want is reached; pos is
// then its offset in the source.
type trace struct {
	src  []byte
	text string
	pos  int
	done int // bytes of text traced
	want int
}

// properties steps over a tag and an anchor, at which YAML lets the node begin.
func (t *trace) properties() {
	for t.pos < len(t.src) && (t.src[t.pos] == '!' || t.src[t.pos] == '&') {
		anchor := t.src[t.pos] == '&'
		for t.pos++; t.pos < len(t.src) && !isSpace(t.src[t.pos]) && (!anchor || isName(t.src[t.pos])); t.pos++ {
		}
		for t.pos < len(t.src) && isSpace(t.src[t.pos]) {
			t.pos++
		}
	}
}

func (t *trace) quoted(double bool) bool {
	quote := byte('\'')
	if double {
		quote = '"'
	}
	if t.pos >= len(t.src) || t.src[t.pos] != quote {
		return false
	}
	t.pos++
	return t.flow(quote)
}

// flow traces a plain scalar (quote 0) or the inside of a quoted one, over lines that are folded.
func (t *trace) flow(quote byte) bool {
	for t.done < t.want {
		if t.pos >= len(t.src) {
			return false
		}
		if end, breaks := t.folding(); breaks > 0 {
			t.fold(end, breaks)
			continue
		}
		switch c := t.src[t.pos]; {
		case quote == '\'' && c == '\'':
			t.pos++
			if !t.same() {
				return false
			}
		case quote == '"' && c == '\\':
			if !t.escape() {
				return false
			}
		default:
			if !t.same() {
				return false
			}
		}
	}
	return true
}

// same steps over one byte that stands in the source as in the text.
func (t *trace) same() bool {
	if t.pos >= len(t.src) || t.done >= len(t.text) || t.src[t.pos] != t.text[t.done] {
		return false
	}
	t.pos++
	t.done++
	return true
}

// folding looks at white space that holds line breaks: where it ends and how many there are.
func (t *trace) folding() (end, breaks int) {
	for end = t.pos; end < len(t.src) && isSpace(t.src[end]); end++ {
		if t.src[end] == '\n' || t.src[end] == '\r' && (end+1 == len(t.src) || t.src[end+1] != '\n') {
			breaks++
		}
	}
	return end, breaks
}

// fold steps over folded white space: one break is a space, each further one a line feed.
func (t *trace) fold(end, breaks int) {
	n := max(1, breaks-1)
	if t.done+n > t.want {
		t.done = t.want
		return
	}
	t.done += n
	t.pos = end
}

// escape steps over an escape of a double-quoted scalar.
func (t *trace) escape() bool {
	if t.pos+1 >= len(t.src) {
		return false
	}
	switch c := t.src[t.pos+1]; c {
	case '\n', '\r': // the line goes on without a space
		t.pos++
		for t.pos < len(t.src) && isSpace(t.src[t.pos]) {
			t.pos++
		}
		return true
	case 'x':
		t.pos += 4
	case 'u':
		t.pos += 6
	case 'U':
		t.pos += 10
	default:
		t.pos += 2
	}
	_, size := utf8.DecodeRuneInString(t.text[t.done:])
	t.done += size
	return t.pos <= len(t.src)
}

// block traces a literal or folded scalar line by line.
func (t *trace) block() bool {
	indent := t.header()
	for first := true; t.done < t.want; first = false {
		if !first && !t.breaks(indent) {
			return false
		}
		if first {
			indent = t.leading()
		}
		if t.done >= t.want {
			return true
		}
		end := t.pos + max(0, bytes.IndexByte(t.src[t.pos:], '\n'))
		if end == t.pos || t.done >= len(t.text) {
			return false
		}
		line := strings.TrimSuffix(string(t.src[t.pos:end]), "\r")
		n := min(len(line), t.want-t.done)
		if !strings.HasPrefix(t.text[t.done:], line[:n]) {
			return false
		}
		t.pos, t.done = t.pos+n, t.done+n
	}
	if t.done == 0 && t.want == 0 {
		t.leading()
	}
	return true
}

// header steps over `|`, `>` and their indicators to the next line. It returns 0: the first line that holds text says
// how far the scalar is indented.
func (t *trace) header() int {
	for t.pos < len(t.src) && t.src[t.pos] != '\n' {
		t.pos++
	}
	t.pos = min(t.pos+1, len(t.src))
	return 0
}

// leading steps over empty lines at the start, each a line feed of the text, and over the indentation, which it returns.
func (t *trace) leading() int {
	for {
		line := t.src[t.pos:]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i]
		}
		if len(bytes.TrimSpace(line)) > 0 || t.pos+len(line) >= len(t.src) || t.done >= t.want {
			indent := len(line) - len(bytes.TrimLeft(line, " "))
			// Text that begins with a space has an explicit indicator: those spaces are its own.
			indent -= len(t.text[t.done:]) - len(strings.TrimLeft(t.text[t.done:], " "))
			t.pos += max(0, indent)
			return indent
		}
		t.pos += len(line) + 1
		t.done++
	}
}

// breaks steps from the end of a line over empty lines to the text of the next. In a folded scalar one break is a space
// and the first of several is nothing, except beside lines that are indented further.
func (t *trace) breaks(indent int) bool {
	n := 0
	at := t.pos
	for at < len(t.src) && (t.src[at] == '\n' || t.src[at] == '\r') {
		if t.src[at] == '\n' {
			n++
		}
		at++
		if skip := t.indentation(at, indent); skip >= 0 {
			at += skip
		}
	}
	if n == 0 {
		return false
	}
	for ; n > 0 && t.done < t.want && t.text[t.done] == '\n'; n-- {
		t.done++
	}
	if n > 0 && t.done < t.want && t.text[t.done] == ' ' {
		t.done++
	}
	if t.done >= t.want && t.text[t.done-1] == '\n' && t.done == len(t.text) {
		return true
	}
	t.pos = at
	return true
}

// indentation returns how many spaces to skip at the start of a line: up to indent of them.
func (t *trace) indentation(at, indent int) int {
	n := 0
	for n < indent && at+n < len(t.src) && t.src[at+n] == ' ' {
		n++
	}
	return n
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func isName(c byte) bool {
	return c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
