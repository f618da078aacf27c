package source

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// Lines is the index of the lines of one text. It never changes and may be read by any number of goroutines. All
// functions take any number: what lies outside is moved to the nearest place inside.
type Lines struct {
	text   []byte
	starts []int // text offset of the first byte of each line
}

// NewLines indexes text, which must not change afterwards.
func NewLines(text []byte) *Lines {
	l := &Lines{text: text, starts: make([]int, 1, 1+bytes.Count(text, []byte("\n")))}
	for at := 0; ; {
		i := bytes.IndexByte(text[at:], '\n')
		if i < 0 {
			return l
		}
		at += i + 1
		l.starts = append(l.starts, at)
	}
}

// Count returns the number of lines, at least 1. A text that ends with a line end has an empty line after it.
func (l *Lines) Count() int { return len(l.starts) }

// LineToOffsets returns the text offsets, in bytes from 0 with the end exclusive, of a line counted from 1, without its
// line end.
func (l *Lines) LineToOffsets(line int) (start, end int) {
	i := min(max(line-1, 0), len(l.starts)-1)
	start = l.starts[i]
	if i+1 == len(l.starts) {
		return start, len(l.text)
	}
	end = l.starts[i+1] - 1
	if end > start && l.text[end-1] == '\r' {
		end--
	}
	return start, end
}

// LineText returns a line counted from 1, without its line end. It may contain control characters: see Visible.
func (l *Lines) LineText(line int) string {
	start, end := l.LineToOffsets(line)
	return string(l.text[start:end])
}

// OffsetToLine returns the line, from 1, of a text offset in bytes from 0.
func (l *Lines) OffsetToLine(offset int) (line int) {
	offset = l.clamp(offset)
	return sort.Search(len(l.starts), func(i int) bool { return l.starts[i] > offset })
}

// OffsetToByteColumn returns the line, from 1, and the column in bytes of UTF-8, from 1, of a text offset in bytes from
// 0. The bytes of a line end have columns of the line that they end.
func (l *Lines) OffsetToByteColumn(offset int) (line, column int) {
	offset = l.clamp(offset)
	line = l.OffsetToLine(offset)
	return line, offset - l.starts[line-1] + 1
}

// OffsetToUTF16Column returns the line, from 1, and the column in UTF-16 code units, from 1, of a text offset in bytes
// from 0. An offset inside a character is taken for the character's start. A byte that is no UTF-8 counts one unit.
func (l *Lines) OffsetToUTF16Column(offset int) (line, column int) {
	offset = l.clamp(offset)
	line = l.OffsetToLine(offset)
	column = 1
	for at := l.starts[line-1]; at < offset; {
		size, units := measure(l.text[at:])
		if at += size; at <= offset {
			column += units
		}
	}
	return line, column
}

// ByteColumnToOffset returns the text offset, in bytes from 0, of a line from 1 and a column in bytes of UTF-8 from 1. A
// column behind the line means the line's end, before the characters that end it.
func (l *Lines) ByteColumnToOffset(line, column int) (offset int) {
	start, end := l.LineToOffsets(line)
	return start + min(max(column-1, 0), end-start)
}

// UTF16ColumnToOffset returns the text offset, in bytes from 0, of a line from 1 and a column in UTF-16 code units from
// 1. A column inside a character means the character's start; one behind the line means the line's end, before the
// characters that end it.
func (l *Lines) UTF16ColumnToOffset(line, column int) (offset int) {
	at, end := l.LineToOffsets(line)
	for left := column - 1; at < end && left > 0; {
		size, units := measure(l.text[at:end])
		if left -= units; left < 0 {
			break
		}
		at += size
	}
	return at
}

func (l *Lines) clamp(offset int) int { return min(max(offset, 0), len(l.text)) }

// measure returns the length of the first character of text in bytes of UTF-8 and in UTF-16 code units.
func measure(text []byte) (size, units int) {
	r, size := utf8.DecodeRune(text)
	if r > 0xFFFF {
		return size, 2
	}
	return size, 1
}
