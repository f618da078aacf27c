package program

import "bytes"

// Folds reports whether the file may satisfy clauses of folded words: each clause must hold, and holds if the text has one of its
// words in any spelling. A folded word is in lower case and without separators, `productid`; it stands for productId, PRODUCT_ID and
// X-Product-Id.
func (f *File) Folds(cs Clauses) bool {
	if len(cs) == 0 {
		return true
	}
	for _, c := range cs {
		if len(c) == 0 || !f.ask(&c[0], func() question { return question{Kind: folded, Words: c} }) {
			return false
		}
	}
	return true
}

func foldsAny(text []byte, words []string) bool {
	for _, w := range words {
		if w == "" || hasFolded(text, w) {
			return true
		}
	}
	return false
}

// hasFolded looks for one folded word, from each byte that is its first letter in either case.
func hasFolded(text []byte, word string) bool {
	return hasFoldedFrom(text, word, word[0]) || upper(word[0]) != word[0] && hasFoldedFrom(text, word, upper(word[0]))
}

func hasFoldedFrom(text []byte, word string, first byte) bool {
	for at := 0; ; at++ {
		i := bytes.IndexByte(text[at:], first)
		if i < 0 {
			return false
		}
		at += i
		if foldedAt(text[at:], word) {
			return true
		}
	}
}

// foldedAt reports whether text begins with the word, leaving out what separates the words of names.
func foldedAt(text []byte, word string) bool {
	matched := 0
	for _, c := range text {
		switch {
		case lower(c) == word[matched]:
			if matched++; matched == len(word) {
				return true
			}
		case c == '_' || c == '-' || c == '.' || c == '/' || c == ':' || c == ' ':
		default:
			return false
		}
	}
	return false
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func upper(c byte) byte {
	if 'a' <= c && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}
