package check

import (
	"maps"
	"slices"

	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/link"
	"github.com/bytelyst/connaudit/internal/rule"
)

// Memory keeps what judging found out of single sites, so that after a change of some code only those are judged again that hang on it: by
// their own code, or by the facts that they are compared with. Use it for one linker, with facts that stay the same objects while they
// say the same. It is not safe for concurrent use.
type Memory struct {
	checks map[*rule.Check]*checked
}

// NewMemory returns a memory of nothing.
func NewMemory() *Memory { return &Memory{map[*rule.Check]*checked{}} }

// of returns what is known of a check, and where to put what is found out now.
func (m *Memory) of(c *rule.Check) (past, now *checked) {
	if m == nil {
		return nil, nil
	}
	past = m.checks[c]
	if past == nil {
		past = &checked{}
	}
	now = &checked{sites: map[*facts.Fact]*siteThen{}, lists: map[listKey]*list{}, written: map[writtenKey]*written{}}
	m.checks[c] = now
	return past, now
}

// checked is what is known of the sites of one check.
type checked struct {
	sites   map[*facts.Fact]*siteThen
	lists   map[listKey]*list
	written map[writtenKey]*written
}

// siteThen is a site as it was judged by itself, nil for a fact that is not asked about, and what that hangs on.
type siteThen struct {
	site     *Site
	errors   int // evaluations in which one occurred
	record   *link.Record
	compared []compared
}

// list is facts that sites are compared with. It is the same list the next time if it has the same facts.
type list struct{ facts []*facts.Fact }

type listKey struct{ index, at string }

// compared says that a site was compared with the list of facts that may belong to a set and have in the fields what at says.
type compared struct {
	set    *rule.FactSet
	fields []string
	at     string
	list   *list
}

// sameList returns the list of the last time if it has the same facts.
func (j *judge) sameList(k listKey, l *list) *list {
	if j.memory == nil {
		return l
	}
	if then := j.past.lists[k]; then != nil && slices.Equal(then.facts, l.facts) {
		l = then
	}
	j.memory.lists[k] = l
	return l
}

// remembered judges a fact, unless it is known what that comes to; nil if the check does not ask about it.
func (j *judge) remembered(f *facts.Fact) *Site {
	if j.memory == nil {
		return j.site(f)
	}
	then := j.past.sites[f]
	if then != nil && j.holds(then) {
		j.errors += then.errors
	} else {
		then = j.judged(f)
	}
	j.memory.sites[f] = then
	s := then.site.fresh()
	if s != nil {
		s.then = then
	}
	return s
}

// judged judges a fact, and notes what the verdict hangs on.
func (j *judge) judged(f *facts.Fact) *siteThen {
	then := &siteThen{}
	j.comparing = nil
	before := j.errors
	then.record = j.linker.Watch(func() { then.site = j.site(f) })
	then.compared, then.errors = j.comparing, j.errors-before
	then.site = then.site.fresh()
	return then
}

// holds reports whether a site would be judged as it was.
func (j *judge) holds(then *siteThen) bool {
	if !then.record.Holds() {
		return false
	}
	for i, c := range then.compared {
		now := j.listAt(c.set, c.fields, c.at)
		if now == c.list {
			continue
		}
		if then.site == nil || !j.sameSet(then, c.set, c.list, now) {
			return false
		}
		then.compared[i].list = now
	}
	return true
}

// sameSet reports whether what came to a list, and what went, leaves the facts that a site is compared with as they were.
func (j *judge) sameSet(then *siteThen, set *rule.FactSet, before, now *list) bool {
	v := then.site.sets[set.Name]
	d := j.delta(before, now)
	for _, f := range d.gone {
		if slices.Contains(v.Sure, f.Self()) || slices.Contains(v.Maybe, f.Self()) {
			return false
		}
	}
	same := true
	r := j.linker.Watch(func() {
		s := then.site.fresh()
		for _, f := range d.came {
			for _, scope := range scopesOf(set) {
				same = same && isFalse(j.belongs(s, set, scope, f))
			}
		}
	})
	return same && then.record.Add(r)
}

// delta is what came to a list of facts, and what went.
type delta struct{ came, gone []*facts.Fact }

func (j *judge) delta(before, now *list) *delta {
	k := [2]*list{before, now}
	if d := j.deltas[k]; d != nil {
		return d
	}
	d := &delta{missing(now.facts, before.facts), missing(before.facts, now.facts)}
	if j.deltas == nil {
		j.deltas = map[[2]*list]*delta{}
	}
	j.deltas[k] = d
	return d
}

// missing returns the facts of one list that another has not.
func missing(of, from []*facts.Fact) (out []*facts.Fact) {
	have := make(map[*facts.Fact]bool, len(from))
	for _, f := range from {
		have[f] = true
	}
	for _, f := range of {
		if !have[f] {
			out = append(out, f)
		}
	}
	return out
}

// fresh is the site as it was judged by itself: what its family makes of it, and what is asked of it later, is the copy's own.
func (s *Site) fresh() *Site {
	if s == nil {
		return nil
	}
	c := *s
	c.sets, c.lets = maps.Clone(s.sets), maps.Clone(s.lets)
	return &c
}

// written is what was written about sites together, such as a finding, for as long as it holds.
type written struct {
	thens    []*siteThen
	evidence *siteThen // of the site that shows the convention; nil for none
	count    int       // of the sites that do
	record   *link.Record
	compared []compared // what was looked up for the text alone
	what     any
}

// writtenKey tells what is written about the same first site from each other.
type writtenKey struct {
	key any
	of  *siteThen
}

// Write writes something about the sites of one check by write, unless it is known what that comes to. key names it among what is written about
// the first of the sites.
func (o *Outcome) Write(key any, sites []*Site, write func() any) any {
	j := o.judge
	if j.memory == nil || sites[0].then == nil {
		return write()
	}
	k := writtenKey{key, sites[0].then}
	now := &written{}
	for _, s := range sites {
		now.thens = append(now.thens, s.then)
	}
	if e, n := o.EvidenceFor(sites[0]); e != nil {
		now.evidence, now.count = e.then, n
	}
	if then := j.past.written[k]; then != nil && j.sameText(then, now) {
		now = then
	} else {
		j.comparing = nil
		now.record = j.linker.Watch(func() { now.what = write() })
		now.compared = j.comparing
	}
	j.memory.written[k] = now
	return now.what
}

// sameText reports whether what is about to be written would be what was written then.
func (j *judge) sameText(then, now *written) bool {
	return slices.Equal(then.thens, now.thens) && then.evidence == now.evidence && then.count == now.count &&
		then.record.Holds() && j.sameLists(then.compared)
}

// sameLists reports whether lists have the facts that they had.
func (j *judge) sameLists(cs []compared) bool {
	return !slices.ContainsFunc(cs, func(c compared) bool { return j.listAt(c.set, c.fields, c.at) != c.list })
}
