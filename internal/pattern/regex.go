package pattern

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dlclark/regexp2"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Regexp is a regular expression in Perl's syntax. Go's engine runs it where it can, which takes linear time; for
// lookaround and back references it is a backtracking engine with a time limit. Compiled values are safe for
// concurrent use.
type Regexp struct {
	source string
	std    *regexp.Regexp
	back   *regexp2.Regexp
	names  []string // by group number; empty for unnamed
}

// regexpTime bounds one search of the backtracking engine.
const regexpTime = 2 * time.Second

// ErrRegexpTime says that a regular expression was given up on one text.
var ErrRegexpTime = errors.New("the regular expression takes too long on this text")

// pythonBackref is Python's way to refer to a named group.
var pythonBackref = regexp.MustCompile(`\(\?P=(\w+)\)`)

// CompileRegexp compiles a regular expression; the error quotes what is wrong in it.
func CompileRegexp(src string) (*Regexp, error) { return compileRegexp(src, "") }

// CompileTextRegexp is CompileRegexp for searching whole files: ^ and $ match at line ends.
func CompileTextRegexp(src string) (*Regexp, error) { return compileRegexp(src, "(?m)") }

func compileRegexp(src, flags string) (*Regexp, error) {
	r := &Regexp{source: src}
	var err error
	if r.std, err = regexp.Compile(flags + src); err == nil {
		r.names = r.std.SubexpNames()
		return r, nil
	}
	perl := pythonBackref.ReplaceAllString(strings.ReplaceAll(src, "(?P<", "(?<"), `\k<$1>`)
	back, err2 := regexp2.Compile(flags+perl, regexp2.None)
	if err2 != nil {
		return nil, err
	}
	back.MatchTimeout = regexpTime
	r.back, r.std = back, nil
	for _, g := range back.GetGroupNumbers() {
		name := back.GroupNameFromNumber(g)
		if name == strconv.Itoa(g) {
			name = ""
		}
		r.names = append(r.names, name)
	}
	return r, nil
}

// String returns the source.
func (r *Regexp) String() string { return r.source }

// Metavars returns the metavariables that named groups bind: "$NAME" for (?P<NAME>…).
func (r *Regexp) Metavars() []string {
	var out []string
	for _, n := range r.names {
		if n != "" {
			out = append(out, "$"+n)
		}
	}
	return out
}

// MatchString reports whether s holds a match; a search given up holds none.
func (r *Regexp) MatchString(s string) bool {
	ok, err := r.match(s)
	return ok && err == nil
}

func (r *Regexp) match(s string) (bool, error) {
	if r.std != nil {
		return r.std.MatchString(s), nil
	}
	ok, err := r.back.MatchString(s)
	if err != nil {
		return false, fmt.Errorf("%w: %s", ErrRegexpTime, r.source)
	}
	return ok, nil
}

// compileAnchored compiles an expression that matches at the start of a text only.
func compileAnchored(src string) (*Regexp, error) {
	if _, err := compileRegexp(src, ""); err != nil {
		return nil, err
	}
	return compileRegexp(`\A(?:`+src+`)`, "")
}

// textMatch is one match in a text: spans in bytes of the whole and of each group, Start -1 for one that took no part.
type textMatch struct {
	span   syntax.Span
	groups []syntax.Span
}

// shift moves the spans by some bytes.
func (tm *textMatch) shift(by int) {
	tm.span.Start += by
	tm.span.End += by
	for i := range tm.groups {
		if tm.groups[i].Start >= 0 {
			tm.groups[i].Start += by
			tm.groups[i].End += by
		}
	}
}

// findAll returns the matches in text, left to right, without empty ones.
func (r *Regexp) findAll(text []byte) ([]textMatch, error) {
	if r.std != nil {
		var out []textMatch
		for _, loc := range r.std.FindAllSubmatchIndex(text, -1) {
			tm := textMatch{span: syntax.Span{Start: loc[0], End: loc[1]}}
			for i := 0; i < len(loc); i += 2 {
				tm.groups = append(tm.groups, syntax.Span{Start: loc[i], End: loc[i+1]})
			}
			out = appendMatch(out, tm)
		}
		return out, nil
	}
	return r.findBacktracking(string(text))
}

func appendMatch(out []textMatch, tm textMatch) []textMatch {
	if tm.span.Start == tm.span.End {
		return out
	}
	return append(out, tm)
}

// findBacktracking translates the engine's positions, which count runes, to bytes.
func (r *Regexp) findBacktracking(text string) ([]textMatch, error) {
	var out []textMatch
	offsets := runeOffsets(text)
	byteAt := func(i int) int {
		if offsets == nil {
			return i
		}
		return offsets[i]
	}
	deadline := time.Now().Add(regexpTime)
	m, err := r.back.FindStringMatch(text)
	for ; m != nil && err == nil; m, err = r.back.FindNextMatch(m) {
		tm := textMatch{span: syntax.Span{Start: byteAt(m.Index), End: byteAt(m.Index + m.Length)}}
		for _, g := range m.Groups() {
			s := syntax.Span{Start: -1, End: -1}
			if len(g.Captures) > 0 {
				s = syntax.Span{Start: byteAt(g.Index), End: byteAt(g.Index + g.Length)}
			}
			tm.groups = append(tm.groups, s)
		}
		out = appendMatch(out, tm)
		if time.Now().After(deadline) {
			err = ErrRegexpTime
			break
		}
	}
	if err != nil {
		return out, fmt.Errorf("%w: %s", ErrRegexpTime, r.source)
	}
	return out, nil
}

// runeOffsets returns the byte at which each rune begins, with the end last; nil where runes are bytes. An invalid
// byte is one rune, as the engine reads it.
func runeOffsets(s string) []int {
	if isASCII(s) {
		return nil
	}
	out := make([]int, 0, len(s)+1)
	for i := range s {
		out = append(out, i)
	}
	return append(out, len(s))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
