package source

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"
)

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		name, raw, text string
		info            Info
	}{
		{"plain", "a\r\nb", "a\r\nb", Info{Encoding: EncodingUTF8}},
		{"empty", "", "", Info{Encoding: EncodingUTF8, Notes: []Reason{Empty}}},
		{"mark", "\xef\xbb\xbfa", "a", Info{Encoding: EncodingUTF8, BOM: 3}},
		{"only a mark", "\xef\xbb\xbf", "", Info{Encoding: EncodingUTF8, BOM: 3, Notes: []Reason{Empty}}},
		{"a second mark is text", "\xef\xbb\xbf\xef\xbb\xbf", "\ufeff", Info{Encoding: EncodingUTF8, BOM: 3}},
		{"invalid bytes stay", "ä\xe4b\xff", "ä\xe4b\xff", Info{Encoding: EncodingUTF8, Notes: []Reason{InvalidUTF8}, Invalid: 2}},
		{"a surrogate in UTF-8", "\xed\xa0\x80", "\xed\xa0\x80", Info{Encoding: EncodingUTF8, Notes: []Reason{InvalidUTF8}}},
		{"U+FFFD is valid", "\ufffd\xc3", "\ufffd\xc3", Info{Encoding: EncodingUTF8, Notes: []Reason{InvalidUTF8}, Invalid: 3}},
		{"little-endian", "\xff\xfea\x00\xac\x20", "a€", Info{Encoding: EncodingUTF16LE, BOM: 2, Notes: []Reason{UTF16}}},
		{"big-endian pair", "\xfe\xff\xd8\x3d\xde\x00", "😀", Info{Encoding: EncodingUTF16BE, BOM: 2, Notes: []Reason{UTF16}}},
		{"only a mark of UTF-16", "\xfe\xff", "", Info{Encoding: EncodingUTF16BE, BOM: 2, Notes: []Reason{Empty, UTF16}}},
		{"half a pair", "\xff\xfe\x3d\xd8a\x00", "\ufffda", Info{Encoding: EncodingUTF16LE, BOM: 2, Notes: []Reason{UTF16, InvalidUTF16}}},
		{"half a pair at the end", "\xff\xfe\x3d\xd8", "\ufffd", Info{Encoding: EncodingUTF16LE, BOM: 2, Notes: []Reason{UTF16, InvalidUTF16}}},
		{"half a unit", "\xff\xfea\x00b", "a\ufffd", Info{Encoding: EncodingUTF16LE, BOM: 2, Notes: []Reason{UTF16, InvalidUTF16}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.info.Size = len(c.raw)
			text, info, err := Decode([]byte(c.raw))
			if err != nil || string(text) != c.text {
				t.Errorf("got %q, %v; want %q", text, err, c.text)
			}
			notes := slices.Equal(info.Notes, c.info.Notes)
			if info.Notes, c.info.Notes = nil, nil; !notes || info.Encoding != c.info.Encoding || info.BOM != c.info.BOM ||
				info.Size != c.info.Size || info.Invalid != c.info.Invalid {
				t.Errorf("info is %+v, want %+v; notes agree: %v", info, c.info, notes)
			}
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, c := range []struct {
		name, raw string
		want      Reason
	}{
		{"NUL", "a\x00b", Binary},
		{"NUL at the end", strings.Repeat("a", 10_000) + "\x00", Binary},
		{"UTF-16 without a mark", "a\x00b\x00", Binary},
		{"UTF-32", "\xff\xfe\x00\x00a\x00\x00\x00", Binary},
		{"NUL in UTF-16", "\xff\xfe\x00\x00", Binary},
		{"too large", strings.Repeat("a", MaxBytes+1), TooLarge},
		{"50 MB", strings.Repeat("a", 50_000_000), TooLarge},
		{"too large when converted", "\xff\xfe" + strings.Repeat("\xac\x20", MaxBytes/2-1), TooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, _, err := Decode([]byte(c.raw))
			var refused *Error
			if text != nil || !errors.As(err, &refused) || refused.Reason != c.want || refused.Error() != c.want.Detail() {
				t.Errorf("got %d bytes and %v, want %v", len(text), err, c.want)
			}
		})
	}
	if _, err := New("a", []byte(strings.Repeat("a", MaxBytes))); err != nil {
		t.Errorf("a file of the largest size: %v", err)
	}
}

func TestReasonsHaveNames(t *testing.T) {
	seen := map[string]bool{}
	for r := Empty; int(r) < len(reasons); r++ {
		if r.String() == "" || r.Detail() == "" || seen[r.String()] {
			t.Errorf("reason %d is %q: %q", r, r.String(), r.Detail())
		}
		seen[r.String()] = true
	}
	if Reason(0).String() != "" || Reason(200).String() != "" || Reason(200).Detail() != "" {
		t.Error("a reason that there is not has a name")
	}
}

// endless never ends, like a device file.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestRead(t *testing.T) {
	f, err := Read("a.ts", strings.NewReader("\xef\xbb\xbfa\nbc"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := f.OffsetToPosition(3), (Position{Line: 2, Column: 2, Offset: 6}); got != want || string(f.Text) != "a\nbc" {
		t.Errorf("got %+v in %q, want %+v", got, f.Text, want)
	}
	if got, want := f.OffsetToPosition(0), (Position{Line: 1, Column: 1, Offset: 3}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	var refused *Error
	if _, err := Read("a.ts", endless{}); !errors.As(err, &refused) || refused.Reason != TooLarge {
		t.Errorf("an endless file: %v", err)
	}
	broken := errors.New("broken")
	if _, err := Read("a.ts", iotest.ErrReader(broken)); !errors.Is(err, broken) || !strings.Contains(err.Error(), "a.ts") {
		t.Errorf("a broken reader: %v", err)
	}
	wide, err := New("b.ts", []byte("\xff\xfea\x00\n\x00b\x00"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := wide.OffsetToPosition(2), (Position{Line: 2, Column: 1, Offset: 2}); got != want || !wide.Info.Has(UTF16) {
		t.Errorf("UTF-16: got %+v, want %+v, offsets of the converted text", got, want)
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"", "a\r\n", "\xef\xbb\xbfa", "\xff\xfea\x00", "\xfe\xff\xd8\x3d\xde\x00", "\xff\xfe\x00\x00", "a\xff", "\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		before := bytes.Clone(raw)
		text, info, err := Decode(raw)
		if !bytes.Equal(before, raw) {
			t.Fatal("the file was changed")
		}
		if err != nil {
			var refused *Error
			if !errors.As(err, &refused) || text != nil {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if bytes.IndexByte(text, 0) >= 0 || info.Has(InvalidUTF8) == utf8.Valid(text) || info.Has(Empty) != (len(text) == 0) {
			t.Errorf("%q with %+v", text, info)
		}
		switch info.Encoding {
		case EncodingUTF8:
			if !bytes.Equal(text, raw[info.BOM:]) {
				t.Errorf("%q became %q", raw, text)
			}
		case EncodingUTF16LE, EncodingUTF16BE:
			checkUTF16(t, raw, text, info)
		default:
			t.Errorf("encoding %d", info.Encoding)
		}
	})
}

// checkUTF16 compares text with what the standard library makes of raw.
func checkUTF16(t *testing.T, raw, text []byte, info Info) {
	t.Helper()
	var order binary.ByteOrder = binary.LittleEndian
	if info.Encoding == EncodingUTF16BE {
		order = binary.BigEndian
	}
	var units []uint16
	for at := 2; at+2 <= len(raw); at += 2 {
		units = append(units, order.Uint16(raw[at:]))
	}
	want := string(utf16.Decode(units))
	if len(raw)%2 != 0 {
		want += "\ufffd"
	}
	if string(text) != want {
		t.Errorf("%q became %q, want %q", raw, text, want)
	}
}
