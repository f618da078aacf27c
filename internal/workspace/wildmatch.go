package workspace

import "strings"

// wildmatch reports whether text matches pattern by git's rules: `*` and `?` and a class match any byte but a slash, `**`
// between slashes (or at an end) matches any folders, a backslash takes the next byte literally. A pattern that is broken
// (an unclosed class, a backslash at the end) matches nothing.
//
// With slashes false the pattern is matched against a bare name.
func wildmatch(pattern, text string, slashes bool) bool {
	m := matcher{pattern: pattern, text: text, slashes: slashes}
	return m.match(0, 0)
}

// matcher holds one attempt. failed remembers pairs of positions that lead nowhere, without which several stars would take
// exponential time.
type matcher struct {
	pattern, text string
	slashes       bool
	failed        map[[2]int]struct{}
}

func (m *matcher) match(p, t int) bool {
	for p < len(m.pattern) {
		c := m.pattern[p]
		if c == '*' {
			return m.star(p, t)
		}
		if t >= len(m.text) {
			return false
		}
		b := m.text[t]
		switch c {
		case '?':
			if b == '/' && m.slashes {
				return false
			}
			p++
		case '[':
			in, next := class(m.pattern, p, b)
			if next < 0 || !in || b == '/' && m.slashes {
				return false
			}
			p = next
		case '\\':
			if p+1 >= len(m.pattern) || m.pattern[p+1] != b {
				return false
			}
			p += 2
		default:
			if c != b {
				return false
			}
			p++
		}
		t++
	}
	return t == len(m.text)
}

// star matches the rest of the pattern from a run of stars on, trying every length for the run.
func (m *matcher) star(p, t int) bool {
	start := p
	for p < len(m.pattern) && m.pattern[p] == '*' {
		p++
	}
	rest := m.pattern[p:]
	crosses := !m.slashes
	if m.slashes && p-start > 1 && (start == 0 || m.pattern[start-1] == '/') {
		if rest == "" || rest[0] == '/' || strings.HasPrefix(rest, `\/`) {
			crosses = true
		}
		// "a/**/b" also matches "a/b".
		if crosses && strings.HasPrefix(rest, "/") && m.attempt(p+1, t) {
			return true
		}
	}
	literal := p < len(m.pattern) && strings.IndexByte(`?[\*`, m.pattern[p]) < 0
	for {
		if literal && (t >= len(m.text) || m.text[t] != m.pattern[p]) {
			// Nothing to attempt here.
		} else if m.attempt(p, t) {
			return true
		}
		if t >= len(m.text) || m.text[t] == '/' && !crosses {
			return false
		}
		t++
	}
}

func (m *matcher) attempt(p, t int) bool {
	key := [2]int{p, t}
	if _, known := m.failed[key]; known {
		return false
	}
	if m.match(p, t) {
		return true
	}
	if m.failed == nil {
		m.failed = map[[2]int]struct{}{}
	}
	m.failed[key] = struct{}{}
	return false
}

// class reads the bracket expression at p and says whether it holds b; next is the position behind it, -1 when it is broken.
func class(pattern string, p int, b byte) (in bool, next int) {
	p++
	negated := false
	if p < len(pattern) && (pattern[p] == '!' || pattern[p] == '^') {
		negated = true
		p++
	}
	previous, first := byte(0), true
	for ; ; first = false {
		if p >= len(pattern) {
			return false, -1
		}
		c := pattern[p]
		switch {
		case c == ']' && !first:
			return in != negated, p + 1
		case c == '[' && p+1 < len(pattern) && pattern[p+1] == ':':
			end := strings.IndexByte(pattern[p+2:], ']')
			if end < 0 {
				return false, -1
			}
			if end == 0 || pattern[p+2+end-1] != ':' {
				// Not a named class after all: the bracket is a member like any other.
				in = in || b == '['
				previous = '['
				p++
				continue
			}
			holds, known := named(pattern[p+2:p+2+end-1], b)
			if !known {
				return false, -1
			}
			in, previous = in || holds, 0
			p += end + 3
		case c == '-' && previous != 0 && p+1 < len(pattern) && pattern[p+1] != ']':
			p++
			to := pattern[p]
			if to == '\\' {
				if p++; p >= len(pattern) {
					return false, -1
				}
				to = pattern[p]
			}
			in = in || previous <= b && b <= to
			previous = 0
			p++
		default:
			if c == '\\' {
				if p++; p >= len(pattern) {
					return false, -1
				}
				c = pattern[p]
			}
			in = in || b == c
			previous = c
			p++
		}
	}
}

// named tells whether b is in a POSIX class, over ASCII.
func named(name string, b byte) (holds, known bool) {
	lower, upper, digit := b >= 'a' && b <= 'z', b >= 'A' && b <= 'Z', b >= '0' && b <= '9'
	graphic := b > ' ' && b < 0x7f
	switch name {
	case "alnum":
		return lower || upper || digit, true
	case "alpha":
		return lower || upper, true
	case "blank":
		return b == ' ' || b == '\t', true
	case "cntrl":
		return b < ' ' || b == 0x7f, true
	case "digit":
		return digit, true
	case "graph":
		return graphic, true
	case "lower":
		return lower, true
	case "print":
		return graphic || b == ' ', true
	case "punct":
		return graphic && !lower && !upper && !digit, true
	case "space":
		return b == ' ' || b >= '\t' && b <= '\r', true
	case "upper":
		return upper, true
	case "xdigit":
		return digit || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F', true
	}
	return false, false
}
