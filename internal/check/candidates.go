package check

import (
	"slices"
	"sort"
	"strings"

	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/value"
)

// candidates returns the facts that may belong to a set, in order. What they must have in common with the site is looked up: asking each
// site about each fact would take the square of their number.
func (j *judge) candidates(s *Site, set *rule.FactSet) []*facts.Fact {
	var fields []string
	places := []string{""} // where facts are that have in the fields what they must
	in := func(field string, texts []string) {
		if slices.Contains(fields, field) {
			return
		}
		fields = append(fields, field)
		var further []string
		for _, at := range places {
			for _, text := range texts {
				further = append(further, at+"\x00"+text)
			}
		}
		places = further
	}
	for _, name := range set.Join.Fields {
		text, ok := textOf(s.Fact, name)
		switch {
		case !ok: // it may be equal to anything
		case set.Join.Upper && name == "key":
			in(name, distinct(text, strings.Map(upperASCII, text)))
		default:
			in(name, []string{text})
		}
	}
	for _, m := range set.Join.Lists {
		if v, ok := j.lookup(s, nil, m.List); ok {
			if texts, ok := textsOf(v.Value); ok {
				in(m.Field, distinct(texts...))
			}
		}
	}
	out := slices.Clone(j.listed(set, fields, ""))
	if len(fields) > 0 {
		for _, at := range places {
			out = append(out, j.listed(set, fields, at)...)
		}
		sort.SliceStable(out, func(a, b int) bool { return out[a].At.Less(out[b].At) })
	}
	return out
}

// listed returns the facts that may belong to a set and have in the fields what a place says, and notes that the site at hand is compared
// with them.
func (j *judge) listed(set *rule.FactSet, fields []string, at string) []*facts.Fact {
	l := j.listAt(set, fields, at)
	if j.memory != nil {
		j.comparing = append(j.comparing, compared{set, fields, at, l})
	}
	return l.facts
}

// distinct returns each text once.
func distinct(texts ...string) []string {
	texts = slices.Clone(texts)
	slices.Sort(texts)
	return slices.Compact(texts)
}

// textsOf returns the texts of a list of which all is known.
func textsOf(v *value.Value) (out []string, ok bool) {
	if v == nil || v.Kind != value.List || v.Open != "" {
		return nil, false
	}
	for _, e := range v.Elems {
		if e.Kind != value.String {
			return nil, false
		}
		out = append(out, e.Str)
	}
	return out, true
}

// indexed returns the facts that may belong to a set by what they have in some fields; under the empty text those of which that is not
// known.
func (j *judge) indexed(set *rule.FactSet, fields []string) map[string]*list {
	name := indexName(set, fields)
	if known := j.index[name]; known != nil {
		return known
	}
	out := map[string]*list{}
	for _, f := range j.store.Select(set.Kind, set.Roles, j.check.ID) {
		if set.Join.Unkeyed && f.Key.Kind == value.String {
			continue
		}
		at := ""
		for _, field := range fields {
			text, ok := textOf(f, field)
			if !ok {
				at = ""
				break
			}
			at += "\x00" + text
		}
		if out[at] == nil {
			out[at] = &list{}
		}
		out[at].facts = append(out[at].facts, f)
	}
	for at, l := range out {
		out[at] = j.sameList(listKey{name, at}, l)
	}
	j.index[name] = out
	return out
}

func indexName(set *rule.FactSet, fields []string) string {
	return set.Name + "\x00" + strings.Join(fields, "\x00")
}

// listAt is one list of an index.
func (j *judge) listAt(set *rule.FactSet, fields []string, at string) *list {
	index := j.indexed(set, fields)
	if index[at] == nil {
		index[at] = j.sameList(listKey{indexName(set, fields), at}, &list{})
	}
	return index[at]
}

// textOf returns what a fact has in a field. ok is unset where that is no text, or not known.
func textOf(f *facts.Fact, field string) (text string, ok bool) {
	v, ok := f.Self().Ref.Select(field)
	if !ok || v.Kind != value.String {
		return "", false
	}
	return v.Str, true
}

func upperASCII(r rune) rune {
	if 'a' <= r && r <= 'z' {
		return r - 'a' + 'A'
	}
	return r
}
