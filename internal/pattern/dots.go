package pattern

import "strings"

// dots writes a placeholder for the ellipsis that s begins with, or keeps what only looks like one.
func (sc *scanner) dots(s string) {
	next := ""
	if len(s) > 3 {
		next = s[3:4]
	}
	switch {
	case next == ">" && len(sc.deep) > 0 && sc.deep[len(sc.deep)-1] == len(sc.stack):
		sc.deep = sc.deep[:len(sc.deep)-1]
		sc.put(")", 4)
		sc.seen(')', "")
	case sc.golang && sc.ofGo(s):
		sc.keep(3)
		sc.seen('.', "")
	case !sc.python && !sc.golang && next != "" && (identifier.MatchString(next) || strings.ContainsAny(next, "([{\"'`") || next[0] >= 0x80):
		// `...args` directly before an expression is JavaScript's spread.
		sc.keep(3)
		sc.seen('.', "")
	default:
		sc.hole(s[3:])
	}
}

// ofGo reports whether the ellipsis is Go's own: that of a variadic parameter or argument, or of an array's length.
func (sc *scanner) ofGo(s string) bool {
	after := s[3:]
	if sc.prev == '[' && strings.HasPrefix(after, "]") {
		rest := after[1:]
		return rest != "" && (identifier.MatchString(rest) || rest[0] == '*' || rest[0] == '[')
	}
	if sc.prev != 'a' || len(sc.stack) == 0 || sc.stack[len(sc.stack)-1].open != '(' {
		return false
	}
	return after != "" && (after[0] == ')' || after[0] == '*' || after[0] == '[' || identifier.MatchString(after))
}

func (sc *scanner) hole(after string) {
	text := sc.source.mark + wordDots
	top := bracket{}
	if len(sc.stack) > 0 {
		top = sc.stack[len(sc.stack)-1]
	}
	following := strings.TrimLeft(after, " \t\r\n")
	switch {
	case sc.python && top.dict && (sc.prev == '{' || sc.prev == ',') && !strings.HasPrefix(following, ":"):
		text = "**" + text
	case top.cases && sc.prev == '{':
		text = "case " + text + ":"
	case sc.golang && sc.prev == 'a' && sc.word == "switch":
	case top.forHead && sc.prev == '(' && strings.HasPrefix(following, ")"):
		text += ";;"
	case !sc.python && sc.statementHere(top, after, following):
		text += ";"
	}
	sc.put(text, 3)
	if strings.HasSuffix(text, ";") {
		sc.seen(';', "")
	}
}

// statementHere reports whether the ellipsis is a statement or class member that another one follows, so that it
// needs an end of its own.
func (sc *scanner) statementHere(top bracket, after, following string) bool {
	if top.open == '(' || top.open == '[' || following == "" || strings.Contains(",)]}:=.?;", following[:1]) {
		return false
	}
	begins := sc.prev == 0 || strings.IndexByte("{};", sc.prev) >= 0
	if !begins && (!sc.fresh || strings.IndexByte(",([=+-*/%&|<>^!?:.", sc.prev) >= 0) {
		return false
	}
	newLine := strings.Contains(after[:len(after)-len(following)], "\n")
	return newLine || !strings.Contains("+-*/%&|<>^!", following[:1])
}
