package workspace

import (
	"bytes"
	"strings"
)

// headerBytes bounds how far GeneratedReason reads: the notice of a generator stands at the top.
const headerBytes = 4096

// GeneratedReason says why a file's text shows that it is generated, or gives "". Only the comment at the top counts, so that
// a generator, which holds such a notice as a string, is read.
func GeneratedReason(text []byte) string {
	header := text[:min(len(text), headerBytes)]
	inBlock := ""
	for line := range bytes.Lines(header) {
		s := strings.TrimSpace(strings.TrimPrefix(string(line), "\ufeff"))
		comment, still := commentLine(s, inBlock)
		if !comment {
			return ""
		}
		inBlock = still
		for _, mark := range builtinDefaults.headers {
			if i := strings.Index(s, mark); i >= 0 && standsAlone(s, i, len(mark)) {
				return "is generated: its header says \"" + mark + "\""
			}
		}
	}
	return ""
}

// commentLine tells whether a trimmed line belongs to a leading comment (or is blank), and which text closes the block that
// is open after it.
func commentLine(s, closer string) (comment bool, after string) {
	if closer != "" {
		if strings.Contains(s, closer) {
			return true, ""
		}
		return true, closer
	}
	for _, block := range [][2]string{{"/*", "*/"}, {"<!--", "-->"}, {`"""`, `"""`}, {"'''", "'''"}} {
		if rest, ok := strings.CutPrefix(s, block[0]); ok {
			if strings.Contains(rest, block[1]) {
				return true, ""
			}
			return true, block[1]
		}
	}
	if s == "" || strings.HasPrefix(s, "//") || strings.HasPrefix(s, "#") || strings.HasPrefix(s, "--") || strings.HasPrefix(s, ";") {
		return true, ""
	}
	// Directives ("use strict") and declarations that generators put above their notice.
	return strings.HasPrefix(s, `"use `) || strings.HasPrefix(s, `'use `) || strings.HasPrefix(s, "<?xml"), ""
}

// standsAlone keeps "@generated" from matching inside "@generatedFoo" or "x@generated".
func standsAlone(s string, at, n int) bool {
	letter := func(i int) bool {
		return i >= 0 && i < len(s) && (s[i] == '_' || s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z')
	}
	return !letter(at-1) && !letter(at+n)
}

// Bounds of MinifiedReason, in bytes. Hand-written code has lines of this length as well (a data URL, a long text), so the
// long lines must hold most of the file, and be code.
const (
	minifiedMinimum = 2048 // a smaller file is never called minified
	minifiedLine    = 1000 // a line of this length is long
	minifiedCode    = 32   // code has at least one of ;{}(),= in so many bytes
)

// MinifiedReason says why a script's text shows that it is minified, or gives "".
func MinifiedReason(text []byte) string {
	if len(text) < minifiedMinimum {
		return ""
	}
	long, marks := 0, 0
	for rest := text; len(rest) > 0; {
		line := rest
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			line, rest = rest[:i], rest[i+1:]
		} else {
			rest = nil
		}
		if len(line) >= minifiedLine {
			long += len(line)
			for _, c := range []byte(";{}(),=") {
				marks += bytes.Count(line, []byte{c})
			}
		}
	}
	if long*2 < len(text) || marks*minifiedCode < long {
		return ""
	}
	return "is minified: most of it stands in lines of over 1,000 bytes"
}
