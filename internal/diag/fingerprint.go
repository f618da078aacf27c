package diag

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"
)

// FingerprintVersion stands in front of every fingerprint; another way to make them gets another version.
const FingerprintVersion = "v1:"

// Fingerprint names a finding over time: by its rule, the name of the repository, the path in it, the code of the
// statement (differences in white space do not count; whoever passes it leaves out comments and what else formatters change)
// and which one of several equal statements it is, from 0. A Fingerprinter counts these. No line number is part of it.
func Fingerprint(rule, repo, path, code string, n int) string {
	h := sha256.New()
	for _, part := range []string{rule, repo, path, normalize(code)} {
		// Lengths keep ("ab", "c") apart from ("a", "bc").
		h.Write(binary.AppendUvarint(nil, uint64(len(part))))
		h.Write([]byte(part))
	}
	h.Write(binary.AppendVarint(nil, int64(n)))
	// 64 bits: among a hundred thousand findings two share a fingerprint once in four billion workspaces.
	return FingerprintVersion + hex.EncodeToString(h.Sum(nil)[:8])
}

// Fingerprinter makes the fingerprints of one result. Findings must be passed in their order; the zero Fingerprinter is
// ready for use.
type Fingerprinter struct{ seen map[string]int }

// Next returns the fingerprint of the next finding.
func (p *Fingerprinter) Next(rule, repo, path, code string) string {
	first := Fingerprint(rule, repo, path, code, 0)
	if p.seen == nil {
		p.seen = map[string]int{}
	}
	n := p.seen[first]
	p.seen[first]++
	if n == 0 {
		return first
	}
	return Fingerprint(rule, repo, path, code, n)
}

// normalize drops white space except between two words, where one space stands for any: what a formatter does to a
// statement leaves it the same. It reads no language, so that white space inside a string counts no more than outside.
func normalize(code string) string {
	var b strings.Builder
	var last rune
	space := false
	for at := 0; at < len(code); {
		r, size := utf8.DecodeRuneInString(code[at:])
		if unicode.IsSpace(r) {
			space = true
		} else {
			if space && isWord(last) && isWord(r) {
				b.WriteByte(' ')
			}
			b.WriteString(code[at : at+size])
			last, space = r, false
		}
		at += size
	}
	return b.String()
}

func isWord(r rune) bool { return r == '_' || r == '$' || unicode.IsLetter(r) || unicode.IsDigit(r) }
