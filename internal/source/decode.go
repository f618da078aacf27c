package source

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// MaxBytes is the size of the largest file that is read, on disk and as text. Code that people write is far below it;
// bundles and data are not, and cost more than they tell.
const MaxBytes = 8 << 20

// Reason names what is unusual about a file. The zero Reason is none.
type Reason uint8

// The reasons. Binary and TooLarge come with an Error and no text; the others are notes on a text that is there.
const (
	Empty        Reason = iota + 1 // nothing in it, or only a byte order mark
	Binary                         // contains NUL: no text, or one whose encoding cannot be told
	TooLarge                       // more than MaxBytes
	UTF16                          // was UTF-16 with a byte order mark, converted
	InvalidUTF8                    // has bytes that are no UTF-8; they stand in the text as they are
	InvalidUTF16                   // had UTF-16 that is no character; U+FFFD stands for it
)

var reasons = [...]struct{ name, detail string }{
	Empty:        {"empty", "the file is empty"},
	Binary:       {"binary", "the file contains NUL bytes and is not read as text; save it as UTF-8 if it is source"},
	TooLarge:     {"too-large", fmt.Sprintf("the file is larger than %d MiB and is not read; exclude it, or split it", MaxBytes>>20)},
	UTF16:        {"utf-16", "the file is UTF-16 and was converted to UTF-8; offsets count the bytes of the converted text"},
	InvalidUTF8:  {"invalid-utf8", "the file has bytes that are not UTF-8; save it as UTF-8"},
	InvalidUTF16: {"invalid-utf16", "the file has UTF-16 that is no character, read as U+FFFD; save it as UTF-8"},
}

// String returns the name that output and options use, such as "too-large".
func (r Reason) String() string {
	if int(r) < len(reasons) {
		return reasons[r].name
	}
	return ""
}

// Detail returns a clause that says what it means and what to do.
func (r Reason) Detail() string {
	if int(r) < len(reasons) {
		return reasons[r].detail
	}
	return ""
}

// Error says why a file has no text. Reason is Binary or TooLarge.
type Error struct{ Reason Reason }

func (e *Error) Error() string { return e.Reason.Detail() }

// Encoding is how a file is written on disk.
type Encoding uint8

// The encodings. UTF-16 is recognised by its byte order mark only: without one it has NUL bytes and is Binary.
const (
	EncodingUTF8 Encoding = iota + 1
	EncodingUTF16LE
	EncodingUTF16BE
)

// Info is what decoding found out about a file.
type Info struct {
	Encoding Encoding
	BOM      int      // length of the byte order mark that the text is without, in bytes of the file: 0, 2 or 3
	Size     int      // bytes of the file
	Notes    []Reason // rising
	Invalid  int      // with the note InvalidUTF8: text offset of the first such byte, in bytes from 0
}

// Has reports whether r is one of the notes.
func (i Info) Has(r Reason) bool { return slices.Contains(i.Notes, r) }

// FileOffset turns a text offset into a file offset, both in bytes from 0. For a file with the note UTF16 the two have
// nothing to do with one another and it returns the text offset: what a reader of the converted text counts.
func (i Info) FileOffset(textOffset int) int {
	if i.Encoding == EncodingUTF8 {
		return textOffset + i.BOM
	}
	return textOffset
}

const codeUnit = 2 // bytes of UTF-16

var (
	bomUTF8 = []byte("\xef\xbb\xbf")
	bomLE   = []byte("\xff\xfe")
	bomBE   = []byte("\xfe\xff")
)

// Decode returns the text of a file: UTF-8 without byte order mark, line ends as they are, invalid bytes too (a parser
// steps over them, and replacing them would move everything behind). The text of a UTF-8 file shares raw's memory. The
// error is an *Error; info is filled as far as it is known even then.
func Decode(raw []byte) (text []byte, info Info, err error) {
	info = Info{Encoding: EncodingUTF8, Size: len(raw)}
	if len(raw) > MaxBytes {
		return nil, info, &Error{TooLarge}
	}
	switch {
	case bytes.HasPrefix(raw, bomUTF8):
		info.BOM = len(bomUTF8)
		text = raw[info.BOM:]
	case bytes.HasPrefix(raw, bomLE):
		text = info.fromUTF16(EncodingUTF16LE, binary.LittleEndian, raw)
	case bytes.HasPrefix(raw, bomBE):
		text = info.fromUTF16(EncodingUTF16BE, binary.BigEndian, raw)
	default:
		text = raw
	}
	// UTF-32 with a mark comes here as UTF-16 with NUL characters.
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, info, &Error{Binary}
	}
	if len(text) > MaxBytes {
		return nil, info, &Error{TooLarge}
	}
	if len(text) == 0 {
		info.Notes = append(info.Notes, Empty)
	}
	if !utf8.Valid(text) {
		info.Notes = append(info.Notes, InvalidUTF8)
		info.Invalid = firstInvalid(text)
	}
	slices.Sort(info.Notes)
	return text, info, nil
}

func firstInvalid(text []byte) int {
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return len(text)
}

// fromUTF16 converts all but the mark of raw and notes that it did.
func (i *Info) fromUTF16(e Encoding, order binary.ByteOrder, raw []byte) []byte {
	i.Encoding, i.BOM = e, codeUnit
	i.Notes = append(i.Notes, UTF16)
	raw = raw[i.BOM:]
	text := make([]byte, 0, len(raw))
	invalid := len(raw)%codeUnit != 0
	for at := 0; at+codeUnit <= len(raw); at += codeUnit {
		r := rune(order.Uint16(raw[at:]))
		if utf16.IsSurrogate(r) {
			second := rune(0)
			if at+2*codeUnit <= len(raw) {
				second = rune(order.Uint16(raw[at+codeUnit:]))
			}
			if r = utf16.DecodeRune(r, second); r == utf8.RuneError {
				invalid = true
			} else {
				at += codeUnit
			}
		}
		text = utf8.AppendRune(text, r)
	}
	if len(raw)%codeUnit != 0 { // half a unit at the end
		text = utf8.AppendRune(text, utf8.RuneError)
	}
	if invalid {
		i.Notes = append(i.Notes, InvalidUTF16)
	}
	return text
}
