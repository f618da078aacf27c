package protocol

import (
	"bytes"
	"unicode/utf8"
)

// Encoding is what the characters of positions count.
type Encoding string

// The encodings. UTF16 is what holds where nothing was agreed on.
const (
	UTF8  Encoding = "utf-8"
	UTF16 Encoding = "utf-16"
	UTF32 Encoding = "utf-32"
)

// Negotiate takes the encoding that costs least of those that the client knows: bytes need no look at the text.
func Negotiate(offered []Encoding) Encoding {
	best := UTF16
	for _, e := range offered {
		if e == UTF8 {
			return UTF8
		}
		if e == UTF32 && best == UTF16 && !contains(offered, UTF16) {
			best = UTF32
		}
	}
	return best
}

func contains(all []Encoding, e Encoding) bool {
	for _, o := range all {
		if o == e {
			return true
		}
	}
	return false
}

// Text is a document's text with its lines as the protocol has them: they end with "\n", "\r\n" or "\r". It never changes and may
// be read by any number of goroutines.
type Text struct {
	Bytes    []byte // UTF-8 without byte order mark
	encoding Encoding
	starts   []int // offset of the first byte of each line
}

// NewText indexes a text, which must not change afterwards.
func NewText(b []byte, e Encoding) *Text {
	t := &Text{Bytes: b, encoding: e, starts: make([]int, 1, 1+bytes.Count(b, []byte("\n")))}
	for at := 0; ; {
		i := bytes.IndexAny(b[at:], "\r\n")
		if i < 0 {
			return t
		}
		at += i + 1
		if b[at-1] == '\r' && at < len(b) && b[at] == '\n' {
			at++
		}
		t.starts = append(t.starts, at)
	}
}

// Offset returns the offset, in bytes from 0, of a position. What lies behind the end of a line is its end, what lies behind the
// text the text's.
func (t *Text) Offset(p Position) int {
	if p.Line < 0 {
		return 0
	}
	if p.Line >= len(t.starts) {
		return len(t.Bytes)
	}
	at, end := t.line(p.Line)
	if t.encoding == UTF8 {
		return at + min(max(p.Character, 0), end-at)
	}
	for left := p.Character; at < end && left > 0; {
		size, units := t.measure(at, end)
		if left -= units; left < 0 {
			break
		}
		at += size
	}
	return at
}

// line is where a line starts, and where it ends before what ends it.
func (t *Text) line(n int) (start, end int) {
	start, end = t.starts[n], len(t.Bytes)
	if n+1 == len(t.starts) {
		return start, end
	}
	end = t.starts[n+1] - 1
	if end > start && t.Bytes[end] == '\n' && t.Bytes[end-1] == '\r' {
		end--
	}
	return start, end
}

// measure is the length of a character in bytes, and in what positions count.
func (t *Text) measure(at, end int) (size, units int) {
	r, size := utf8.DecodeRune(t.Bytes[at:end])
	if t.encoding == UTF16 && r > 0xFFFF {
		return size, 2
	}
	return size, 1
}

// Position returns the position of an offset in bytes from 0; one inside a character is taken for its start.
func (t *Text) Position(offset int) Position {
	offset = min(max(offset, 0), len(t.Bytes))
	lo, hi := 0, len(t.starts)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; t.starts[mid] <= offset {
			lo = mid
		} else {
			hi = mid
		}
	}
	start := t.starts[lo]
	if t.encoding == UTF8 {
		return Position{lo, offset - start}
	}
	p := Position{Line: lo}
	for at := start; at < offset; {
		size, units := t.measure(at, len(t.Bytes))
		if at += size; at <= offset {
			p.Character += units
		}
	}
	return p
}

// Range returns the range of two offsets.
func (t *Text) Range(start, end int) Range { return Range{t.Position(start), t.Position(end)} }

// Lines returns how many lines there are, at least one.
func (t *Text) Lines() int { return len(t.starts) }

// Line returns the text of a line from 0, without what ends it.
func (t *Text) Line(n int) string {
	if n < 0 || n >= len(t.starts) {
		return ""
	}
	start, end := t.line(n)
	return string(t.Bytes[start:end])
}

// Apply returns the text after a change.
func (t *Text) Apply(c TextDocumentContentChangeEvent) *Text {
	if c.Range == nil {
		return NewText([]byte(c.Text), t.encoding)
	}
	start, end := t.Offset(c.Range.Start), t.Offset(c.Range.End)
	if end < start {
		start, end = end, start
	}
	b := make([]byte, 0, len(t.Bytes)-(end-start)+len(c.Text))
	b = append(append(append(b, t.Bytes[:start]...), c.Text...), t.Bytes[end:]...)
	return NewText(b, t.encoding)
}
