package check

import (
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
	own := "" // what the site has in them
	upper := own
	for _, name := range set.Join.Fields {
		text, ok := textOf(s.Fact, name)
		if !ok {
			continue // it may be equal to anything
		}
		fields = append(fields, name)
		own += "\x00" + text
		if set.Join.Upper && name == "key" {
			text = strings.Map(upperASCII, text)
		}
		upper += "\x00" + text
	}
	index := j.indexed(set, fields)
	out := append([]*facts.Fact{}, index[""]...)
	if len(fields) > 0 {
		if out = append(out, index[own]...); upper != own {
			out = append(out, index[upper]...)
		}
		sort.SliceStable(out, func(a, b int) bool { return out[a].At.Less(out[b].At) })
	}
	return out
}

// indexed returns the facts that may belong to a set by what they have in some fields; under the empty text those of which that is not
// known.
func (j *judge) indexed(set *rule.FactSet, fields []string) map[string][]*facts.Fact {
	name := set.Name + "\x00" + strings.Join(fields, "\x00")
	if known := j.index[name]; known != nil {
		return known
	}
	out := map[string][]*facts.Fact{}
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
		out[at] = append(out[at], f)
	}
	j.index[name] = out
	return out
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
