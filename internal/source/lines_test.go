package source

import (
	"strings"
	"sync"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

func TestColumns(t *testing.T) {
	for _, c := range []struct {
		name, text                      string
		offset, line, column, utf16, at int // at: the offset that utf16 leads back to
	}{
		{"start", "ab", 0, 1, 1, 1, 0},
		{"end without a line end", "ab", 2, 1, 3, 3, 2},
		{"second line", "a\nb", 2, 2, 1, 1, 2},
		{"end after a line end", "a\n", 2, 2, 1, 1, 2},
		{"the line end itself", "a\nb", 1, 1, 2, 2, 1},
		{"empty", "", 0, 1, 1, 1, 0},
		{"before the start", "ab", -5, 1, 1, 1, 0},
		{"behind the end", "a\nb", 99, 2, 2, 2, 3},
		{"CR LF", "a\r\nb", 3, 2, 1, 1, 3},
		{"LF of CR LF", "a\r\nb", 2, 1, 3, 3, 1},
		{"lone CR", "a\rb", 2, 1, 3, 3, 2},
		{"U+2028", "a\u2028b", 4, 1, 5, 3, 4},
		{"two bytes", "äb", 2, 1, 3, 2, 2},
		{"four bytes, two units", "😀b", 4, 1, 5, 3, 4},
		{"inside a character", "😀b", 2, 1, 3, 1, 0},
		{"byte that is no UTF-8", "\xffb", 1, 1, 2, 2, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := NewLines([]byte(c.text))
			if line, column := l.OffsetToByteColumn(c.offset); line != c.line || column != c.column || l.OffsetToLine(c.offset) != line {
				t.Errorf("byte column %d:%d, want %d:%d", line, column, c.line, c.column)
			}
			line, column := l.OffsetToUTF16Column(c.offset)
			if line != c.line || column != c.utf16 {
				t.Errorf("UTF-16 column %d:%d, want %d:%d", line, column, c.line, c.utf16)
			}
			if at := l.UTF16ColumnToOffset(line, column); at != c.at {
				t.Errorf("UTF-16 column %d:%d is offset %d, want %d", line, column, at, c.at)
			}
		})
	}
}

func TestColumnsOutside(t *testing.T) {
	l := NewLines([]byte("a😀\r\nb"))
	for _, c := range []struct{ line, column, bytes, utf16 int }{
		{1, 1, 0, 0}, {1, 2, 1, 1}, {1, 3, 2, 1}, {1, 4, 3, 5}, {1, 99, 5, 5}, {1, 0, 0, 0}, {1, -9, 0, 0},
		{0, 1, 0, 0}, {-1, 1, 0, 0}, {2, 1, 7, 7}, {2, 9, 8, 8}, {99, 1, 7, 7}, {99, 99, 8, 8},
	} {
		if got := l.ByteColumnToOffset(c.line, c.column); got != c.bytes {
			t.Errorf("byte column %d:%d is offset %d, want %d", c.line, c.column, got, c.bytes)
		}
		if got := l.UTF16ColumnToOffset(c.line, c.column); got != c.utf16 {
			t.Errorf("UTF-16 column %d:%d is offset %d, want %d", c.line, c.column, got, c.utf16)
		}
	}
}

func TestLineText(t *testing.T) {
	for text, want := range map[string][]string{
		"":           {""},
		"a":          {"a"},
		"a\n":        {"a", ""},
		"\n\r\n\n":   {"", "", "", ""},
		"a\r\nb\r":   {"a", "b\r"},
		"a\r\r\nb":   {"a\r", "b"},
		"a\u2028b\n": {"a\u2028b", ""},
	} {
		l := NewLines([]byte(text))
		if l.Count() != len(want) {
			t.Errorf("%q has %d lines, want %d", text, l.Count(), len(want))
		}
		for i, w := range want {
			if got := l.LineText(i + 1); got != w {
				t.Errorf("line %d of %q is %q, want %q", i+1, text, got, w)
			}
		}
	}
}

func TestFileIsShared(t *testing.T) {
	f, err := New("a.ts", []byte(strings.Repeat("a\n", 100)))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			first, again := f.Lines(), f.Lines()
			if got := f.OffsetToPosition(100); got.Line != 51 || first != again {
				t.Errorf("got %+v", got)
			}
		})
	}
	wg.Wait()
}

func FuzzLines(f *testing.F) {
	f.Add("a\r\nb\n", 2)
	f.Add("😀\xff\ré\n\n", 5)
	f.Fuzz(func(t *testing.T, text string, offset int) {
		l := NewLines([]byte(text))
		if l.Count() != 1+strings.Count(text, "\n") {
			t.Errorf("%d lines", l.Count())
		}
		at := min(max(offset, 0), len(text))
		line, column := l.OffsetToByteColumn(offset)
		before := text[:at]
		if line != 1+strings.Count(before, "\n") || column != at-strings.LastIndex(before, "\n") {
			t.Errorf("offset %d of %q is %d:%d", offset, text, line, column)
		}
		start, end := l.LineToOffsets(line)
		if got := l.ByteColumnToOffset(line, column); got != min(at, end) {
			t.Errorf("%d:%d is offset %d, want %d", line, column, got, min(at, end))
		}
		if strings.Contains(l.LineText(line), "\n") || start > end {
			t.Errorf("line %d is %q", line, l.LineText(line))
		}
		checkUTF16Column(t, l, text, at)
	})
}

// checkUTF16Column compares with the standard library's conversion, at the start of the character.
func checkUTF16Column(t *testing.T, l *Lines, text string, at int) {
	t.Helper()
	line, column := l.OffsetToUTF16Column(at)
	start := l.starts[line-1]
	boundary := start
	for boundary < at {
		_, size := utf8.DecodeRuneInString(text[boundary:])
		if boundary+size > at {
			break
		}
		boundary += size
	}
	if want := 1 + len(utf16.Encode([]rune(text[start:boundary]))); column != want {
		t.Errorf("offset %d of %q has UTF-16 column %d, want %d", at, text, column, want)
	}
	_, end := l.LineToOffsets(line)
	if got := l.UTF16ColumnToOffset(line, column); got != min(boundary, end) {
		t.Errorf("UTF-16 %d:%d of %q is offset %d, want %d", line, column, text, got, min(boundary, end))
	}
}
