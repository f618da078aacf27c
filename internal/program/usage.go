package program

import (
	"bytes"
	"path"

	"github.com/bytelyst/connaudit/internal/resolve"
)

// What a file does with a name is judged by its text, so that files that only mention it need not be parsed: most do no more
// than import a class, or have a method of the same name. Text that may be such a use counts as one.

// mayUse reports whether the file's text may use the word in that way, or may hand it on under another name.
func (f *File) mayUse(text []byte, word string, use resolve.Use) bool {
	if use == resolve.AnyUse || path.Base(f.Source.Path) == "__init__.py" {
		return hasWord(text, word)
	}
	for start, end := range occurrences(text, word) {
		if isUse(text[:start], text[end:], use, f.isPython()) {
			return true
		}
	}
	return false
}

// isUse reports whether a name between the texts may be used in that way.
func isUse(before, after []byte, use resolve.Use, python bool) bool {
	before = bytes.TrimRight(before, " \t\r\n\\")
	switch {
	case use == resolve.ChangedUse:
		return startsWord(trimFront(after), "as") || isChanged(before, after)
	case handsOn(beforeMember(before), after):
		return true
	case use == resolve.CalledUse:
		return follows(after, []string{"("}) || bytes.HasSuffix(before, []byte("@"))
	}
	return inHeritage(before, python)
}

// isChanged reports whether what stands between the texts may be set, removed, or handed to a method or function that adds to it.
func isChanged(before, after []byte) bool {
	if endsWith(before, []string{"^delete", "^del", "assign(", "setattr(", "delattr("}) {
		return true
	}
	member := ""
	for {
		after = trimFront(after)
		if len(after) == 0 {
			return false
		}
		switch c := after[0]; c {
		case '.', '?':
			after = after[1:]
			n := 0
			for n < len(after) && isWord[after[n]] {
				n++
			}
			member, after = string(after[:n]), after[n:]
		case '[':
			end := bytes.IndexByte(after, ']')
			if end < 0 {
				return true
			}
			after = after[end+1:]
		case '(':
			return resolve.Adds(member)
		default:
			return isAssignment(after)
		}
	}
}

// isAssignment reports whether text begins with an operator that sets what stands before it.
func isAssignment(text []byte) bool {
	operator := text[:len(text)-len(bytes.TrimLeft(text, "+-*/%&|^?<>=:@"))]
	return bytes.HasSuffix(operator, []byte("=")) && !bytes.HasSuffix(operator, []byte("==")) &&
		!bytes.HasPrefix(operator, []byte("<=")) && !bytes.HasPrefix(operator, []byte(">="))
}

// beforeMember takes from text the objects whose member follows it: `a.b?.`, `this.`.
func beforeMember(text []byte) []byte {
	for endsWithDot(text) {
		text = bytes.TrimRight(text[:len(text)-1], "?! \t\r\n")
		for len(text) > 0 && isWord[text[len(text)-1]] {
			text = text[:len(text)-1]
		}
		text = bytes.TrimRight(text, " \t\r\n")
	}
	return text
}

// handsOn reports whether a name between the texts may get another name there, or is exported.
func handsOn(before, after []byte) bool {
	after = trimFront(after)
	switch {
	case startsWord(after, "as"):
		return true
	case len(after) > 0 && (after[0] == '"' || after[0] == '\''): // x['name'], getattr(x, "name")
		return true
	case len(after) > 0 && (after[0] == '(' || after[0] == '.') && !bytes.HasPrefix(after, []byte(".bind")):
		return false // what it gives, or a member of it
	case bytes.HasSuffix(before, []byte("=")) || endsWith(before, []string{"^default"}):
		return true
	case bytes.HasSuffix(before, []byte("(")) && bytes.IndexByte(before[bytes.LastIndexByte(before, '\n')+1:], '=') >= 0:
		return true // const Traced = traced(Name)
	}
	open := bytes.LastIndexAny(before, "{}")
	if open < 0 || before[open] != '{' {
		return false
	}
	list := bytes.TrimRight(before[:open], " \t\r\n=")
	return endsWith(list, []string{"^export", "exports"})
}

// maxHeritage bounds the bytes between the keyword and a name in the head of a class.
const maxHeritage = 400

// inHeritage reports whether what follows text may be among the bases of a class, or in an expression there.
func inHeritage(text []byte, python bool) bool {
	text = text[max(0, len(text)-maxHeritage):]
	if python {
		i := bytes.LastIndex(text, []byte("class "))
		return i >= 0 && !bytes.Contains(text[i:], []byte("):")) && !bytes.Contains(text[i:], []byte(":\n"))
	}
	i := bytes.LastIndex(text, []byte("extends"))
	return i >= 0 && !leavesHead(text[i:])
}

// leavesHead reports whether text goes on from the head of a class to its body or beyond.
func leavesHead(text []byte) bool {
	depth := 0
	for _, c := range text {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case '{', '}', ';':
			if depth <= 0 {
				return true
			}
		}
	}
	return false
}
