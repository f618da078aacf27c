package pattern

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
)

// maxEnds bounds the endings of a regular expression that are listed.
const maxEnds = 64

// endsOf lists, in lower case, what every text ends with that the expression matches to its end; nil where that is not a
// short list. An ending that begins with ^ is the whole text: `\A(?i)(.*[.])?(req|request)$` gives .req, .request, ^req and ^request.
func endsOf(src string) []string {
	re, err := syntax.Parse(src, syntax.Perl)
	if err != nil {
		return nil
	}
	subs := flat(re)
	if len(subs) == 0 || subs[len(subs)-1].Op != syntax.OpEndText {
		return nil
	}
	var out []string
	for _, e := range endingsOfRow(subs[:len(subs)-1]) {
		if e.text == "" || e.text == "^" || strings.ContainsFunc(e.text, func(r rune) bool { return r > unicode.MaxASCII }) {
			return nil
		}
		out = append(out, e.text)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// flat returns the parts of an expression in a row, without the groups around all of it.
func flat(re *syntax.Regexp) []*syntax.Regexp {
	switch re.Op {
	case syntax.OpCapture:
		return flat(re.Sub[0])
	case syntax.OpConcat:
		last := len(re.Sub) - 1
		return append(slices.Clone(re.Sub[:last]), flat(re.Sub[last])...)
	}
	return []*syntax.Regexp{re}
}

// ending is the end of a text; whole says that there is nothing before it.
type ending struct {
	text  string
	whole bool
}

var anything = []ending{{}}

// endings returns what texts that re matches end with.
func endings(re *syntax.Regexp) []ending {
	switch re.Op {
	case syntax.OpLiteral:
		return []ending{{strings.ToLower(string(re.Rune)), true}}
	case syntax.OpEmptyMatch:
		return []ending{{"", true}}
	case syntax.OpBeginText:
		return []ending{{"^", true}}
	case syntax.OpCapture:
		return endings(re.Sub[0])
	case syntax.OpQuest:
		return append(endings(re.Sub[0]), ending{"", true})
	case syntax.OpAlternate:
		var out []ending
		for _, s := range re.Sub {
			out = append(out, endings(s)...)
		}
		return out
	case syntax.OpCharClass:
		return ofClass(re.Rune)
	case syntax.OpConcat:
		return endingsOfRow(re.Sub)
	}
	return anything
}

// ofClass lists the characters of a small class, given as pairs of bounds.
func ofClass(bounds []rune) (out []ending) {
	for i := 0; i+1 < len(bounds); i += 2 {
		if int(bounds[i+1]-bounds[i])+len(out) >= maxEnds {
			return anything
		}
		for r := bounds[i]; r <= bounds[i+1]; r++ {
			out = append(out, ending{strings.ToLower(string(r)), true})
		}
	}
	return out
}

// endingsOfRow goes through parts from the last to the first, as long as all that a part matches is listed.
func endingsOfRow(parts []*syntax.Regexp) []ending {
	out := []ending{{"", true}}
	for _, part := range slices.Backward(parts) {
		var joined []ending
		for _, e := range out {
			if !e.whole {
				joined = append(joined, e)
				continue
			}
			for _, front := range endings(part) {
				joined = append(joined, ending{front.text + e.text, front.whole})
			}
		}
		if len(joined) > maxEnds {
			for i := range out {
				out[i].whole = false
			}
			return out
		}
		out = joined
	}
	return out
}
