package pattern

import (
	"errors"
	"slices"
	"strconv"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// scope limits an evaluation to the code that a metavariable stands for; the zero scope is the whole file.
type scope struct {
	limited bool
	span    syntax.Span
	whole   Match // the code itself, what a formula of negatives alone starts from
}

func joined(errs []error) error { return errors.Join(errs...) }

func (file *File) fail(err error) {
	if err == nil {
		return
	}
	for _, e := range file.errs {
		if e.Error() == err.Error() {
			return
		}
	}
	file.errs = append(file.errs, err)
}

func (file *File) env() Env {
	if file.Env == nil && file.Tree != nil {
		file.Env = NewFileEnv(file.Tree)
	}
	return file.Env
}

func (file *File) text() []byte {
	if file.Text == nil && file.Tree != nil {
		return file.Tree.Text()
	}
	return file.Text
}

// eval returns the matches of f within the scope.
func (file *File) eval(f *Formula, in scope) []Match {
	switch f.op {
	case leafPattern:
		return in.limit(file.pattern(f.pattern))
	case leafRegex:
		if in.limited {
			return file.regexWithin(f.regex, in)
		}
		return file.regex(f.regex)
	case leafKnown:
		if file.Known == nil {
			return nil
		}
		return in.limit(file.Known(f.known))
	case anyOf:
		var out []Match
		for _, p := range f.parts {
			out = append(out, file.eval(p, in)...)
		}
		return out
	case inside:
		return file.eval(f.parts[0], in)
	case allOf:
		return file.all(f, in)
	}
	return file.all(All(f), in) // a negative alone
}

func (in scope) limit(ms []Match) []Match {
	if !in.limited {
		return ms
	}
	var out []Match
	for _, m := range ms {
		if !in.span.Contains(m.Span) {
			continue
		}
		if b, ok := in.whole.Bind.merge(m.Bind); ok {
			m.Bind = b
			out = append(out, m)
		}
	}
	return out
}

// pattern returns the matches of one pattern, found once per file.
func (file *File) pattern(p *Pattern) []Match {
	if ms, ok := file.found[p]; ok {
		return ms
	}
	var ms []Match
	if file.Tree != nil && sameTrees(p.lang, file.Lang) && file.mayHold(p.words) {
		var err error
		ms, err = p.Find(file.Tree, file.env())
		file.fail(err)
	}
	if file.found == nil {
		file.found = map[*Pattern][]Match{}
	}
	file.found[p] = ms
	return ms
}

// sameTrees reports whether patterns of one language are read against files of the other.
func sameTrees(pattern, file Lang) bool { return (pattern == Python) == (file == Python) }

func (file *File) regex(r *Regexp) []Match {
	if ms, ok := file.ofRegex[r]; ok {
		return ms
	}
	text := file.text()
	found, err := r.findAll(text)
	file.fail(err)
	ms := make([]Match, 0, len(found))
	for _, tm := range found {
		ms = append(ms, Match{Span: tm.span, Bind: r.bindings(text, tm), Node: file.at(tm.span)})
	}
	if file.ofRegex == nil {
		file.ofRegex = map[*Regexp][]Match{}
	}
	file.ofRegex[r] = ms
	return ms
}

// regexWithin searches the scope's text alone, so that ^ and $ are its ends.
func (file *File) regexWithin(r *Regexp, in scope) []Match {
	text := file.text()[in.span.Start:in.span.End]
	found, err := r.findAll(text)
	file.fail(err)
	var out []Match
	for _, tm := range found {
		tm.shift(in.span.Start)
		if b, ok := in.whole.Bind.merge(r.bindings(file.text(), tm)); ok {
			out = append(out, Match{Span: tm.span, Bind: b, Node: file.at(tm.span)})
		}
	}
	return out
}

// at returns the node of exactly that span, or none.
func (file *File) at(s syntax.Span) syntax.Node {
	if file.Tree == nil {
		return syntax.Node{}
	}
	if n := file.Tree.At(s); n.Span() == s {
		return n
	}
	return syntax.Node{}
}

// bindings binds the groups that took part.
func (r *Regexp) bindings(text []byte, tm textMatch) Bindings {
	var b Bindings
	for i, g := range tm.groups {
		if i == 0 || g.Start < 0 {
			continue
		}
		name := "$" + strconv.Itoa(i)
		if i < len(r.names) && r.names[i] != "" {
			name = "$" + r.names[i]
		}
		b = b.With(name, Binding{Text: string(text[g.Start:g.End]), Span: g})
	}
	return b
}

// all evaluates patterns: positives, then negatives, then conditions, then the focus.
func (file *File) all(f *Formula, in scope) []Match {
	ms, started := []Match(nil), false
	if in.limited && !f.Positive() {
		ms, started = []Match{in.whole}, true
	}
	for _, p := range positivesFirst(f.parts) {
		found := file.eval(p, in)
		switch {
		case !started:
			// Inside alone selects nothing smaller than itself.
			ms, started = found, true
		case p.op == inside:
			ms = surrounded(ms, found)
		default:
			ms = intersect(ms, found)
		}
		if len(ms) == 0 {
			return nil
		}
	}
	for _, p := range f.parts {
		if !p.Positive() {
			ms = file.drop(p, ms, in)
		}
	}
	for _, c := range f.conditions {
		ms = file.filter(c, ms)
	}
	for _, names := range f.focus {
		ms = focus(ms, names)
	}
	return ms
}

// positivesFirst returns the positive parts, those that find before those that only surround.
func positivesFirst(parts []*Formula) []*Formula {
	var finds, surrounds []*Formula
	for _, p := range parts {
		switch {
		case !p.Positive():
		case p.op == inside:
			surrounds = append(surrounds, p)
		default:
			finds = append(finds, p)
		}
	}
	return append(finds, surrounds...)
}

// surrounded keeps what lies within one of outer, with the bindings of both; several outer ranges give several matches.
func surrounded(ms, outer []Match) []Match {
	var out []Match
	for _, m := range ms {
		for _, o := range outer {
			if !o.Span.Contains(m.Span) {
				continue
			}
			if b, ok := m.Bind.merge(o.Bind); ok {
				out = append(out, Match{m.Node, m.Last, m.Span, b})
			}
		}
	}
	return tidy(out)
}

// intersect keeps of two ranges the one within the other.
func intersect(a, b []Match) []Match {
	out := surrounded(a, b)
	return tidy(append(out, surrounded(b, a)...))
}

// drop removes what the negative p says. Of several alternatives one that keeps a match is enough.
func (file *File) drop(p *Formula, ms []Match, in scope) []Match {
	if len(ms) == 0 {
		return nil
	}
	switch p.op {
	case anyOf:
		var out []Match
		for _, q := range p.parts {
			out = append(out, file.drop(q, ms, in)...)
		}
		return tidy(out)
	case allOf:
		for _, q := range p.parts {
			ms = file.drop(q, ms, in)
		}
		for _, c := range p.conditions {
			ms = file.filter(c, ms)
		}
		return ms
	}
	against := file.eval(p.parts[0], in)
	return slices.DeleteFunc(slices.Clone(ms), func(m Match) bool {
		if file.broken(m) {
			file.Doubtful = append(file.Doubtful, m)
			return true
		}
		return slices.ContainsFunc(against, func(a Match) bool {
			if p.op == not && !sameRange(m, a) || p.op != not && !a.Span.Contains(m.Span) {
				return false
			}
			_, ok := m.Bind.merge(a.Bind)
			return ok
		})
	})
}

var kError = syntax.Named("ERROR")

// broken reports whether m touches code that was not parsed: what surrounds it is not known.
func (file *File) broken(m Match) bool {
	if file.Tree == nil || len(file.Tree.Errors) == 0 || m.Node.IsNone() {
		return false
	}
	if m.Node.HasError() || m.Last.HasError() {
		return true
	}
	for p := m.Node.Parent(); !p.IsNone(); p = p.Parent() {
		if p.Kind() == kError {
			return true
		}
	}
	return false
}

// sameRange compares ranges; a statement's semicolon and parentheses around an expression are no part of them.
func sameRange(a, b Match) bool { return a.Span == b.Span || core(a) == core(b) }

func core(m Match) syntax.Span {
	if m.Node.IsNone() || m.Node != m.Last {
		return m.Span
	}
	s := peel(m.Node).Span()
	if t := m.Node.Tree().Text(); s.End > s.Start && t[s.End-1] == ';' {
		s.End--
	}
	return s
}

// focus moves matches to what the metavariables stand for.
func focus(ms []Match, names []string) []Match {
	var out []Match
	for _, m := range ms {
		for _, name := range names {
			b, ok := m.Bind.Get(name)
			if !ok {
				continue
			}
			f := Match{Node: b.Node, Last: b.Node, Span: b.Span, Bind: m.Bind}
			if b.Sequence() {
				if len(b.Nodes) == 0 {
					continue
				}
				f.Node, f.Last = b.Nodes[0], b.Nodes[len(b.Nodes)-1]
			}
			out = append(out, f)
		}
	}
	return tidy(out)
}
