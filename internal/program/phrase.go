package program

import (
	"bytes"
	"slices"
	"strings"
)

// Phrase is a row of tokens that a file must have for something to match there. It is looked for in the text, so that a file
// without it need not be parsed: a comment may look like it, code that matches is never passed over.
type Phrase struct {
	// Tokens are names, contents of literals, "$" for any name, and "." "(" "[" "=" for all spellings of member, call, index and
	// assignment. A name behind a quote is the content of a string.
	Tokens []string
	Ends   []string // lower case: what stands before the first token, with ^ for the start of an expression; nil: anything
	Module string   // where this module is imported, the names of the phrase may stand anywhere
	// Global says that the first name is not a member of something, unless of the global object. The other tokens stand behind it
	// there, or behind another name that it is given.
	Global bool
}

// Alternatives are ways in which something may match in a file: all phrases of one of them must be there. None at all hold
// of every file.
type Alternatives [][]Phrase

// Shows reports whether the file may have all phrases of one of the alternatives.
func (f *File) Shows(as Alternatives) bool {
	if len(as) == 0 {
		return true
	}
	for _, phrases := range as {
		if f.hasNames(phrases) && f.showsAll(phrases) {
			return true
		}
	}
	return false
}

// quote stands before the content of a string among tokens.
const quote = `"`

// hasNames is what can be told without the text.
func (f *File) hasNames(phrases []Phrase) bool {
	for i := range phrases {
		for _, t := range phrases[i].Tokens {
			if !isPunctuation(t) && !f.Has(strings.TrimPrefix(t, quote)) {
				return false
			}
		}
	}
	return true
}

func isPunctuation(token string) bool {
	return strings.Contains(".([=$", token)
}

func (f *File) showsAll(phrases []Phrase) bool {
	for i := range phrases {
		p := &phrases[i]
		if p.plain() || p.Module != "" && f.mayImport(p.Module) {
			continue
		}
		if !f.ask(p, func() question { return question{Kind: phrased, Phrase: *p, NoEnds: p.Ends != nil && len(p.Ends) == 0} }) {
			return false
		}
	}
	return true
}

// Names returns the number of names that the phrase has.
func (p *Phrase) Names() int {
	n := 0
	for _, t := range p.Tokens {
		if !isPunctuation(t) {
			n++
		}
	}
	return n
}

// plain reports whether the phrase is a name, of which hasNames has told all.
func (p *Phrase) plain() bool { return len(p.Tokens) == 1 && !p.Global }

// mayImport reports whether the file may have the names of a module in another way than behind the name of the module itself.
func (f *File) mayImport(module string) bool {
	if len(f.moduleNames()) >= maxImports {
		return true
	}
	if f.isPython() || f.isGo() {
		return slices.ContainsFunc(f.entire(), func(m string) bool { return m == module || strings.HasPrefix(module, m+".") })
	}
	for _, m := range f.moduleNames() {
		if m == module || strings.HasPrefix(m, module) && (m[len(module)] == '/' || m[len(module)] == '.') {
			return true
		}
	}
	return false
}

// in reports whether text has the phrase.
func (p *Phrase) in(text []byte) bool {
	first := 0
	for first < len(p.Tokens) && isPunctuation(p.Tokens[first]) {
		first++
	}
	if first == len(p.Tokens) {
		return true
	}
	name, quoted := strings.CutPrefix(p.Tokens[first], quote)
	for start, end := range occurrences(text, name) {
		if quoted && (start == 0 || !isQuote(text[start-1])) {
			continue
		}
		if p.before(text[:start], first) && p.after(text, start, end, p.Tokens[first+1:]) {
			return true
		}
	}
	return false
}

func isQuote(c byte) bool { return c == '"' || c == '\'' || c == '`' }

// before reports whether what stands before the first name allows the phrase.
func (p *Phrase) before(text []byte, punctuation int) bool {
	back, unsure := trimBack(text)
	switch {
	case p.Global:
		return !endsWithDot(back) || ofGlobal(back)
	case punctuation == 0 || p.Tokens[punctuation-1] != ".":
		return true
	case punctuation > 1:
		return endsWithDot(back) || unsure
	case unsure:
		return true
	case !endsWithDot(back):
		return false
	case p.Ends == nil:
		return true
	}
	back = bytes.TrimSuffix(back[:len(back)-1], []byte("?"))
	back, unsure = trimBack(back)
	back = bytes.TrimRight(back, "!) \t\r\n")
	return unsure || len(back) == 0 || endsWith(back, p.Ends)
}

// after reports whether what follows the first name, which is text[start:end], allows the phrase.
func (p *Phrase) after(text []byte, start, end int, tokens []string) bool {
	if !p.Global {
		return follows(text[end:], tokens)
	}
	return !isProse(text[end:]) && !inComment(text[:start]) && !declares(text[:start], text[end:]) &&
		(follows(text[end:], tokens) || (len(tokens) == 0 || tokens[0] == "(") && isGiven(text[:start]))
}

// inComment reports whether the line that text ends in is one of a comment.
func inComment(text []byte) bool {
	line := bytes.TrimLeft(text[bytes.LastIndexByte(text, '\n')+1:], " \t")
	return bytes.HasPrefix(line, []byte("//")) || bytes.HasPrefix(line, []byte("*")) || bytes.HasPrefix(line, []byte("/*"))
}

// declares reports whether a name between the texts is a key, a member of a type or something else that is only called so.
func declares(before, after []byte) bool {
	before, after = bytes.TrimRight(before, " \t\r\n"), bytes.TrimLeft(bytes.TrimLeft(after, " \t\r\n"), "?")
	if bytes.HasPrefix(after, []byte(":")) && !bytes.HasSuffix(before, []byte("?")) {
		return true
	}
	return endsWith(before, []string{"^typeof", "^function", "^import"})
}

// isGiven reports whether what stands behind text is a value that goes on under another name: it is assigned, returned, one of
// several values, or an argument.
func isGiven(text []byte) bool {
	text = bytes.TrimRight(text, " \t\r\n")
	text = beforeMember(text)
	if len(text) == 0 {
		return false
	}
	return strings.IndexByte("=?|&:>()", text[len(text)-1]) >= 0 || endsWith(text, []string{"^return"})
}

// trimBack takes white space from the end of text. It is unsure where a comment may stand there.
func trimBack(text []byte) (rest []byte, unsure bool) {
	rest = bytes.TrimRight(text, " \t\r\n\\")
	if bytes.HasSuffix(rest, []byte("*/")) {
		return rest, true
	}
	if bytes.IndexByte(text[len(rest):], '\n') >= 0 {
		line := rest[bytes.LastIndexByte(rest, '\n')+1:]
		unsure = bytes.Contains(line, []byte("//")) || bytes.IndexByte(line, '#') >= 0
	}
	return rest, unsure
}

// operators are the words that may stand behind an expression in its line.
var operators = []string{"as", "satisfies", "instanceof", "in", "of", "is", "extends"}

// isProse reports whether another word follows in the line, as it does in comments.
func isProse(text []byte) bool {
	text = bytes.TrimLeft(text, " \t")
	return len(text) > 0 && isWord[text[0]] && !slices.ContainsFunc(operators, func(o string) bool { return startsWord(text, o) })
}

func endsWithDot(text []byte) bool {
	return len(text) > 0 && text[len(text)-1] == '.' && !bytes.HasSuffix(text, []byte("..."))
}

// ofGlobal reports whether text ends with a member access of the global object.
func ofGlobal(text []byte) bool {
	text = bytes.TrimRight(text[:len(text)-1], "?! \t\r\n")
	for _, g := range []string{"globalThis", "window", "self", "global", ")"} {
		if bytes.HasSuffix(text, []byte(g)) {
			return true
		}
	}
	return false
}

// endsWith reports whether text ends with one of the ends.
func endsWith(text []byte, ends []string) bool {
	for _, e := range ends {
		whole := strings.HasPrefix(e, "^")
		e = strings.TrimPrefix(e, "^")
		start := len(text) - len(e)
		if start < 0 || !strings.EqualFold(string(text[start:]), e) {
			continue
		}
		if !whole || start == 0 || !isWord[text[start-1]] && text[start-1] != '.' {
			return true
		}
	}
	return false
}

// follows reports whether the tokens stand at the start of text. Parentheses and comments in between are looked through;
// behind a cast or type arguments it says yes.
func follows(text []byte, tokens []string) bool {
	for _, token := range tokens {
		text = trimFront(text)
		if startsWord(text, "as") || startsWord(text, "satisfies") {
			return true
		}
		next, ok := afterToken(text, token)
		if !ok {
			return false
		}
		if text = next; text == nil {
			return true
		}
	}
	return true
}

// trimFront takes white space, comments and closing parentheses from the start of text.
func trimFront(text []byte) []byte {
	for {
		text = bytes.TrimLeft(text, " \t\r\n\\!)")
		end := "\n"
		switch {
		case bytes.HasPrefix(text, []byte("/*")):
			end = "*/"
		case !bytes.HasPrefix(text, []byte("//")) && !bytes.HasPrefix(text, []byte("#")):
			return text
		}
		_, rest, found := bytes.Cut(text, []byte(end))
		if !found {
			return nil
		}
		text = rest
	}
}

// afterToken returns what follows the token at the start of text; nil where that cannot be told.
func afterToken(text []byte, token string) (rest []byte, ok bool) {
	if len(text) == 0 {
		return nil, false
	}
	switch token {
	case ".":
		text = bytes.TrimPrefix(text, []byte("?"))
		return bytes.CutPrefix(text, []byte("."))
	case "(":
		text = bytes.TrimPrefix(text, []byte("?."))
		if len(text) > 0 && (text[0] == '<' || text[0] == '`') {
			return nil, true
		}
		return bytes.CutPrefix(text, []byte("("))
	case "[":
		return bytes.CutPrefix(bytes.TrimPrefix(text, []byte("?.")), []byte("["))
	case "=":
		if text[0] == ':' { // a type stands between
			return nil, true
		}
		return text[1:], text[0] == '=' && !bytes.HasPrefix(text, []byte("==")) && !bytes.HasPrefix(text, []byte("=>"))
	case "$":
		n := 0
		for n < len(text) && isWord[text[n]] {
			n++
		}
		return text[n:], n > 0
	}
	if name, quoted := strings.CutPrefix(token, quote); quoted {
		return text[min(len(name)+1, len(text)):], isQuote(text[0]) && startsWord(text[1:], name)
	}
	return text[min(len(token), len(text)):], startsWord(text, token)
}

func startsWord(text []byte, word string) bool {
	return bytes.HasPrefix(text, []byte(word)) && (len(text) == len(word) || !isWord[text[len(word)]])
}
