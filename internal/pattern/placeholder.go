package pattern

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A pattern becomes a program by writing names over its holes. The names begin with a letter that is in no pattern
// (mark), so that the compiler knows them again by their text alone:
//
//	$X (not JS)   µX            ...        µdots          $...X   µdots_X
//	<... P ...>   µdeep(P)      ($X: T)    µtyped_0, the type kept aside
//
// $X is an identifier in JavaScript and stays. Where a lone name would not parse, its surroundings are added: `**` in
// a Python dictionary, `;` between statements on one line, `;;` in a for header.
const (
	wordDots  = "dots"
	wordDeep  = "deep"
	wordTyped = "typed_"
)

// marks are letters in both languages' identifiers; the first that the pattern does not hold is used.
var marks = []string{"µ", "ª", "º", "ƛ", "ʭ", "ʬ"}

// source is a pattern with its holes written over.
type source struct {
	mark  string
	text  string
	typed []typedHole
	moves []move
}

// move says that byte out of the text stands for byte in of the pattern, and those after it likewise.
type move struct{ out, in int }

// typedHole is one ($X: T).
type typedHole struct{ name, typ string }

// origin maps an offset of the text back to one of the pattern.
func (s *source) origin(out int) int {
	in := out
	for _, m := range s.moves {
		if m.out > out {
			break
		}
		in = m.in + out - m.out
	}
	return in
}

// scanner writes the placeholders in one pass over the pattern.
type scanner struct {
	src    string
	pos    int
	python bool
	golang bool
	out    strings.Builder
	source *source
	stack  []bracket
	deep   []int // stack depths at which <... was opened
	prev   byte  // last significant byte read
	word   string
	fresh  bool   // a line began since prev
	closed string // the word before the parenthesis that was closed last
}

type bracket struct {
	open    byte
	forHead bool   // the header of a for loop
	dict    bool   // a Python dictionary
	cases   bool   // the body of a switch
	word    string // what stands before the bracket
}

var (
	metavar    = regexp.MustCompile(`^\$[A-Z_][A-Z0-9_]*`)
	dotsVar    = regexp.MustCompile(`^\$\.\.\.([A-Z_][A-Z0-9_]*)`)
	typedVar   = regexp.MustCompile(`^\(\s*(\$[A-Z_][A-Z0-9_]*)\s*:\s*([^()=]+(?:\([^()]*\))?)\)`)
	identifier = regexp.MustCompile(`^[\p{L}_$][\p{L}\p{N}_$]*`)
)

// isMetavar reports whether s is the name of a metavariable, such as $X or $_.
func isMetavar(s string) bool { return metavar.FindString(s) == s && s != "" }

func placeholders(src string, lang Lang) *source {
	s := &source{mark: marks[0]}
	for _, m := range marks {
		if !strings.Contains(src, m) {
			s.mark = m
			break
		}
	}
	sc := &scanner{src: src, python: lang == Python, golang: lang == Go, source: s, fresh: true}
	for sc.pos < len(src) {
		sc.step()
	}
	s.text = sc.out.String()
	return s
}

func (sc *scanner) rest() string { return sc.src[sc.pos:] }

// keep copies n bytes of the pattern.
func (sc *scanner) keep(n int) {
	sc.out.WriteString(sc.src[sc.pos : sc.pos+n])
	sc.pos += n
}

// put writes text for the next n bytes of the pattern.
func (sc *scanner) put(text string, n int) {
	sc.source.moves = append(sc.source.moves, move{sc.out.Len(), sc.pos})
	sc.out.WriteString(text)
	sc.pos += n
	sc.source.moves = append(sc.source.moves, move{sc.out.Len(), sc.pos})
	sc.seen('a', "")
}

func (sc *scanner) seen(b byte, word string) { sc.prev, sc.word, sc.fresh = b, word, false }

func (sc *scanner) step() {
	s := sc.rest()
	switch c := s[0]; {
	case c == '\n':
		sc.fresh = true
		sc.keep(1)
	case c == ' ' || c == '\t' || c == '\r':
		sc.keep(1)
	case sc.comment(s):
	case c == '"' || c == '\'':
		sc.quoted(false)
	case c == '`' && !sc.python:
		sc.template()
	case c == '$' && sc.variable(s):
	case strings.HasPrefix(s, "<..."):
		sc.openDeep(s)
	case strings.HasPrefix(s, "..."):
		sc.dots(s)
	case c == '(' && sc.typedHole(s):
	case c == '(' || c == '[' || c == '{':
		sc.push(c)
	case c == ')' || c == ']' || c == '}':
		sc.closed = ""
		if top := len(sc.stack) - 1; top >= 0 {
			sc.closed = sc.stack[top].word
			sc.stack = sc.stack[:top]
		}
		sc.seen(c, "")
		sc.keep(1)
	default:
		sc.plain(s)
	}
}

func (sc *scanner) plain(s string) {
	if id := identifier.FindString(s); id != "" {
		sc.keep(len(id))
		if next := sc.rest(); sc.python && next != "" && (next[0] == '"' || next[0] == '\'') && len(id) <= 2 {
			sc.quoted(strings.ContainsAny(id, "fF"))
			return
		}
		sc.seen('a', id)
		return
	}
	_, size := utf8.DecodeRuneInString(s)
	sc.seen(s[0], "")
	sc.keep(size)
}

func (sc *scanner) comment(s string) bool {
	var end int
	switch {
	case sc.python && s[0] == '#', !sc.python && strings.HasPrefix(s, "//"):
		end = strings.IndexByte(s, '\n')
	case !sc.python && strings.HasPrefix(s, "/*"):
		if end = strings.Index(s, "*/"); end >= 0 {
			end += 2
		}
	default:
		return false
	}
	if end < 0 {
		end = len(s)
	}
	sc.keep(end)
	return true
}

// quoted copies a string literal; format says that its braces hold Python expressions.
func (sc *scanner) quoted(format bool) {
	s := sc.rest()
	quote := s[:1]
	if sc.python && len(s) >= 3 && s[1] == s[0] && s[2] == s[0] {
		quote = s[:3]
	}
	sc.keep(len(quote))
	for sc.pos < len(sc.src) && !strings.HasPrefix(sc.rest(), quote) {
		switch c := sc.src[sc.pos]; {
		case c == '\\' && sc.pos+1 < len(sc.src):
			sc.keep(2)
		case format && strings.HasPrefix(sc.rest(), "{{"):
			sc.keep(2)
		case format && c == '{':
			sc.nested('{', '}')
		default:
			sc.keep(1)
		}
	}
	sc.keep(min(len(quote), len(sc.src)-sc.pos))
	sc.seen('"', "")
}

func (sc *scanner) template() {
	sc.keep(1)
	for sc.pos < len(sc.src) && sc.src[sc.pos] != '`' {
		switch {
		case sc.src[sc.pos] == '\\' && sc.pos+1 < len(sc.src) && !sc.golang:
			sc.keep(2)
		case strings.HasPrefix(sc.rest(), "${") && !sc.golang:
			sc.keep(1)
			sc.nested('{', '}')
		default:
			sc.keep(1)
		}
	}
	sc.keep(min(1, len(sc.src)-sc.pos))
	sc.seen('"', "")
}

// nested reads code in a string up to the bracket that closes it.
func (sc *scanner) nested(open, closing byte) {
	depth := len(sc.stack)
	sc.push(open)
	for sc.pos < len(sc.src) && len(sc.stack) > depth {
		if sc.src[sc.pos] == closing && len(sc.stack) == depth+1 {
			sc.stack = sc.stack[:depth]
			sc.keep(1)
			return
		}
		sc.step()
	}
}

func (sc *scanner) push(c byte) {
	b := bracket{open: c, forHead: c == '(' && sc.word == "for", word: sc.word}
	b.cases = c == '{' && (sc.prev == ')' && sc.closed == "switch" || sc.golang && switches(sc.src[:sc.pos]))
	b.dict = sc.python && c == '{' && holdsColon(sc.rest())
	sc.stack = append(sc.stack, b)
	sc.seen(c, "")
	sc.keep(1)
}

// switches reports whether text ends in the head of a switch of Go, before its brace.
func switches(text string) bool {
	line := strings.TrimLeft(text[strings.LastIndexAny(text, "\n;{}")+1:], " \t")
	return strings.HasPrefix(line, "switch ")
}

// holdsColon reports whether the bracket that opens s has a colon directly in it.
func holdsColon(s string) bool {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth == 0 {
				return false
			}
		case ':':
			if depth == 1 {
				return true
			}
		case '"', '\'':
			if end := strings.IndexByte(s[i+1:], s[i]); end >= 0 {
				i += end + 1
			}
		}
	}
	return false
}

func (sc *scanner) variable(s string) bool {
	if m := dotsVar.FindStringSubmatch(s); m != nil {
		sc.put(sc.source.mark+wordDots+"_"+m[1], len(m[0]))
		return true
	}
	name := metavar.FindString(s)
	if name == "" {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(s[len(name):]); unicode.IsLetter(r) || r == '$' {
		return false
	}
	if sc.python || sc.golang {
		sc.put(sc.source.mark+name[1:], len(name))
	} else {
		sc.keep(len(name))
		sc.seen('a', "")
	}
	return true
}

func (sc *scanner) openDeep(s string) {
	if strings.HasPrefix(s, "<...>") {
		sc.keep(1)
		sc.put(sc.source.mark+wordDots, 3)
		return
	}
	sc.deep = append(sc.deep, len(sc.stack))
	sc.put(sc.source.mark+wordDeep+"(", 4)
	sc.seen('(', "")
}

func (sc *scanner) typedHole(s string) bool {
	m := typedVar.FindStringSubmatch(s)
	if m == nil || sc.prev == ')' || sc.prev == ']' || sc.prev == 'a' && !valueFollows[sc.word] {
		return false
	}
	after := strings.TrimSpace(s[len(m[0]):])
	if strings.HasPrefix(after, "=>") || strings.HasPrefix(after, "{") {
		return false
	}
	name := sc.source.mark + wordTyped + strconv.Itoa(len(sc.source.typed))
	sc.source.typed = append(sc.source.typed, typedHole{m[1], strings.TrimSpace(m[2])})
	sc.put(name, len(m[0]))
	return true
}

var valueFollows = map[string]bool{"return": true, "await": true, "throw": true, "raise": true, "yield": true, "in": true,
	"of": true, "not": true, "and": true, "or": true, "if": true, "while": true, "assert": true, "new": true, "typeof": true, "delete": true}
