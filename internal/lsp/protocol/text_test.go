package protocol

import (
	"math"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

func TestOffsets(t *testing.T) {
	const text = "a😀b\r\näc\rd\n"
	for _, c := range []struct {
		encoding        Encoding
		line, character int
		offset          int
	}{
		{UTF16, 0, 0, 0}, {UTF16, 0, 1, 1}, {UTF16, 0, 3, 5}, {UTF8, 0, 5, 5}, {UTF32, 0, 2, 5},
		{UTF16, 1, 0, 8}, {UTF16, 1, 1, 10}, {UTF8, 1, 2, 10}, {UTF32, 1, 1, 10},
		{UTF16, 2, 0, 12}, {UTF16, 2, 1, 13}, {UTF16, 3, 0, 14},
	} {
		x := NewText([]byte(text), c.encoding)
		p := Position{c.line, c.character}
		if got := x.Offset(p); got != c.offset {
			t.Errorf("%s %v is offset %d, want %d", c.encoding, p, got, c.offset)
		}
		if got := x.Position(c.offset); got != p {
			t.Errorf("%s offset %d is %v, want %v", c.encoding, c.offset, got, p)
		}
	}
	x := NewText([]byte(text), UTF16)
	for _, c := range []struct {
		p    Position
		want int
	}{{Position{-1, 5}, 0}, {Position{0, -5}, 0}, {Position{0, 99}, 6}, {Position{0, 2}, 1}, {Position{9, 9}, len(text)}, {Position{3, 9}, len(text)}} {
		if got := x.Offset(c.p); got != c.want {
			t.Errorf("%v is offset %d, want %d", c.p, got, c.want)
		}
	}
	for _, e := range []Encoding{UTF8, UTF16, UTF32} { // what is behind all lines, behind any
		if got := NewText([]byte(text), e).Offset(Position{1, math.MaxInt}); got != 11 {
			t.Errorf("%s: the end of the line is %d, want 11", e, got)
		}
	}
	if x.Lines() != 4 || x.Line(1) != "äc" || x.Line(0) != "a😀b" || x.Line(7) != "" {
		t.Errorf("%d lines, %q", x.Lines(), x.Line(1))
	}
}

func TestNegotiate(t *testing.T) {
	for want, offered := range map[Encoding][][]Encoding{
		UTF16: {nil, {UTF16}, {UTF16, UTF32}, {"utf-7"}},
		UTF8:  {{UTF16, UTF8}, {UTF8}},
		UTF32: {{UTF32}},
	} {
		for _, o := range offered {
			if got := Negotiate(o); got != want {
				t.Errorf("of %v %s is taken, want %s", o, got, want)
			}
		}
	}
}

func TestURIs(t *testing.T) {
	for path, uri := range map[string]URI{"/a/b.ts": "file:///a/b.ts", "/a b/ä#?.ts": "file:///a%20b/%C3%A4%23%3F.ts", "/a/%41": "file:///a/%2541"} {
		if got := URIOf(path); got != uri {
			t.Errorf("%s is %s, want %s", path, got, uri)
		}
		if got, ok := uri.Path(); !ok || got != path {
			t.Errorf("%s is %s, %v", uri, got, ok)
		}
	}
	for _, uri := range []URI{"", "untitled:Untitled-1", "http://h/a", "file://host/a", "file:///a%00b", "file:a", "git:/a.ts?{}", "%"} {
		if got, ok := uri.Path(); ok {
			t.Errorf("%s is the file %s", uri, got)
		}
	}
	if got, ok := URI("file:///a/../b/./c.ts").Path(); !ok || got != "/b/c.ts" {
		t.Errorf("got %s", got)
	}
}

// FuzzText compares offsets with what the standard library counts, and changes with the same on strings.
func FuzzText(f *testing.F) {
	f.Add("a😀\r\nb", 3, 5, "x\n")
	f.Add("ä\rb\xff", 0, 9, "")
	f.Fuzz(func(t *testing.T, s string, from, to int, piece string) {
		for _, e := range []Encoding{UTF8, UTF16, UTF32} {
			x := NewText([]byte(s), e)
			from, to := boundary(s, from), boundary(s, to)
			if from > to {
				from, to = to, from
			}
			r := x.Range(from, to)
			if x.Offset(r.Start) != inLine(s, from) || x.Offset(r.End) != inLine(s, to) {
				t.Fatalf("%s: offsets %d and %d of %q are %v, which is %d and %d", e, from, to, s, r, x.Offset(r.Start), x.Offset(r.End))
			}
			if utf8.ValidString(s) {
				start := lineStart(s, from)
				want := map[Encoding]int{UTF8: from - start, UTF16: len(utf16.Encode([]rune(s[start:from]))), UTF32: utf8.RuneCountInString(s[start:from])}[e]
				if r.Start.Character != want {
					t.Fatalf("%s: offset %d of %q is character %d, want %d", e, from, s, r.Start.Character, want)
				}
			}
			got := x.Apply(TextDocumentContentChangeEvent{Range: &r, Text: piece})
			if want := s[:inLine(s, from)] + piece + s[inLine(s, to):]; string(got.Bytes) != want {
				t.Fatalf("%s: %q with %v replaced by %q is %q, want %q", e, s, r, piece, got.Bytes, want)
			}
		}
	})
}

// boundary moves an offset to the start of a character.
func boundary(s string, at int) int {
	at = min(max(at, 0), len(s))
	b := 0
	for b < at {
		_, size := utf8.DecodeRuneInString(s[b:])
		if b+size > at {
			break
		}
		b += size
	}
	return b
}

// inLine moves an offset between the two bytes that end a line to before them: positions end with the line.
func inLine(s string, at int) int {
	if at > 0 && at < len(s) && s[at-1] == '\r' && s[at] == '\n' {
		return at - 1
	}
	return at
}

func lineStart(s string, at int) int {
	start := 0
	for i := range at {
		if s[i] == '\n' || s[i] == '\r' && (i+1 == len(s) || s[i+1] != '\n') {
			start = i + 1
		}
	}
	return start
}

func TestLongTexts(t *testing.T) {
	x := NewText([]byte(strings.Repeat("const a = 1;\n", 3000)), UTF16)
	if x.Lines() != 3001 || x.Position(13*1500) != (Position{Line: 1500}) {
		t.Errorf("%d lines, %v", x.Lines(), x.Position(13*1500))
	}
}
