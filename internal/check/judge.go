package check

import (
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/link"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/value"
)

// Outcome is what a check says of a workspace.
type Outcome struct {
	Check    *rule.Check
	Facts    int      // of the kind and roles that the check asks about, before its where
	Sites    []*Site  // in order, with their verdicts
	Groups   []*Group // the violations that are reported, in order
	Causes   []*Cause
	Evidence map[string]*Site // by scope: a site that shows the convention
	Errors   int              // evaluations in which an error occurred

	judge *judge
}

// Group is one finding: the first of the sites is where it stands.
type Group struct {
	Sites []*Site
	Cause *Cause // nil for none
}

// Judge judges one check over the facts.
//
// m remembers what was found out about sites, for the next time; nil: nobody asks again.
func Judge(c *rule.Check, store *facts.Store, l *link.Linker, m *Memory) *Outcome {
	j := &judge{check: c, store: store, linker: l, host: l.Host(), index: map[string]map[string]*list{}}
	j.past, j.memory = m.of(c)
	o := &Outcome{Check: c, Evidence: map[string]*Site{}, judge: j}
	for _, f := range store.Select(c.Each.Kind, c.Each.Roles, c.ID) {
		if f.Head && c.RollUp == nil {
			continue
		}
		o.Facts++
		if s := j.remembered(f); s != nil {
			o.Sites = append(o.Sites, s)
		}
	}
	o.convention()
	o.rollUp()
	o.group()
	o.causes()
	o.Errors = j.errors
	return o
}

// site judges one fact; nil if the check does not ask about it.
func (j *judge) site(f *facts.Fact) *Site {
	s := &Site{Fact: f}
	if w := j.check.Each.Where; w != nil {
		v := j.ask(w, s, nil)
		switch {
		case isFalse(v):
			return nil
		case !isTrue(v):
			// Whether it is one that is asked about is not known; that it conforms may be.
			s.MayConform = j.check.RollUp != nil && !isFalse(j.ask(j.check.Require, s, nil))
			return s.unknown(v)
		}
	}
	s.MayConform = true
	for _, set := range j.check.Against {
		if set.IfNone == "" {
			continue
		}
		if v := j.set(s, set); len(v.Sure)+len(v.Maybe) == 0 {
			return s.ifNone(set)
		}
	}
	switch v := j.ask(j.check.Require, s, nil); {
	case isTrue(v):
		s.Verdict = diag.OK
	case isFalse(v):
		s.Verdict = diag.Violation
	default:
		return s.unknown(v)
	}
	return s
}

func (s *Site) unknown(v *value.Value) *Site {
	s.Verdict, s.Reason = diag.Unknown, v.Reason
	if s.Reason == "" {
		s.Reason = "it cannot be told"
	}
	return s
}

func (s *Site) ifNone(set *rule.FactSet) *Site {
	switch set.IfNone {
	case "ok":
		s.Verdict = diag.OK
	case "violation":
		s.Verdict = diag.Violation
	default:
		s.Verdict, s.Reason = diag.Unknown, "there is no "+set.Kind+" to compare with"
	}
	return s
}

// convention leaves out the sites of scopes in which nobody keeps to what the check demands: at least two sites must be
// ok, or one and a fact of `also`.
func (o *Outcome) convention() {
	c := o.Check
	if c.Convention == nil {
		return
	}
	ok := map[string]int{}
	for _, s := range o.Sites {
		if s.Verdict != diag.OK || s.Fact.Origin != (value.Place{}) && s.Fact.Head {
			continue
		}
		k := scopeOf(c.Convention.In, s.Fact)
		ok[k]++
		if o.Evidence[k] == nil {
			o.Evidence[k] = s
		}
	}
	if c.ParamSet || c.Enabled {
		return
	}
	also := o.also()
	for _, s := range o.Sites {
		k := scopeOf(c.Convention.In, s.Fact)
		s.Skipped = ok[k] < 2 && (ok[k] < 1 || !also[k])
	}
}

// also returns the scopes that have a fact of the convention's `also`, stated by other code than the first site that is ok: what a server reads to
// keep it shows of nobody else that he sends it.
func (o *Outcome) also() map[string]bool {
	out := map[string]bool{}
	sel := o.Check.Convention.Also
	if sel == nil {
		return out
	}
	for _, f := range o.judge.store.Select(sel.Kind, sel.Roles, o.Check.ID) {
		k := scopeOf(o.Check.Convention.In, f)
		if e := o.Evidence[k]; out[k] || e != nil && o.judge.together(e.Fact.At, f.At) {
			continue
		}
		if sel.Where == nil || isTrue(o.judge.ask(sel.Where, &Site{Fact: f}, nil)) {
			out[k] = true
		}
	}
	return out
}

// together reports whether two places are one in the other, or in one function.
func (j *judge) together(a, b value.Place) bool {
	in := func(a, b value.Place) bool { return a.File == b.File && b.Start <= a.Start && a.End <= b.End }
	return in(a, b) || in(b, a) || j.linker.SameFunction(a, b)
}

// family is the sites of one roll-up.
type family struct {
	head    *Site
	members []*Site
}

// rollUp judges families: where the head is not ok, the members decide whether it matters. First come the families of
// code whose facts the callers of the function around it state: the code itself is the head. What stands for such a
// family then is a member of the family that the check names.
func (o *Outcome) rollUp() {
	r := o.Check.RollUp
	if r == nil {
		return
	}
	o.families(func(f *facts.Fact) (string, bool) {
		switch {
		case clientOf(f, r) != "":
		case f.Head:
			return f.At.Key(), true
		case !f.Origin.IsNone() && f.Role != r.Head:
			return f.Origin.Key(), false
		}
		return "", false
	})
	o.families(func(f *facts.Fact) (string, bool) { return clientOf(f, r), f.Role == r.Head })
}

// clientOf is the key of the object that a fact names in the attribute of the roll-up, empty where it names none.
func clientOf(f *facts.Fact, r *rule.RollUp) string {
	if v, ok := f.Self().Ref.Select(r.By); ok && v.Kind != value.Null && !v.At.IsNone() && v.Kind != value.Unknown {
		return v.At.Key()
	}
	return ""
}

// families judges the families that of makes: it names the family of a fact, empty for none, and says whether the fact is
// its head. Sites for which another one stands already are left alone.
func (o *Outcome) families(of func(*facts.Fact) (key string, head bool)) {
	var order []string
	byKey := map[string]*family{}
	for _, s := range o.Sites {
		k, head := of(s.Fact)
		if k == "" || s.Covered {
			continue
		}
		f := byKey[k]
		if f == nil {
			f = &family{}
			byKey[k] = f
			order = append(order, k)
		}
		if head && f.head == nil {
			f.head = s
		} else {
			f.members = append(f.members, s)
		}
	}
	for _, k := range order {
		byKey[k].judge()
	}
}

func (f *family) judge() {
	if f.head == nil {
		return
	}
	oks, violations := 0, 0
	members := f.members[:0:0]
	for _, m := range f.members {
		if m.Fact.Head && m.Verdict == diag.Unknown {
			m.Covered = true // the calls that lead to it say what it sends
			continue
		}
		members = append(members, m)
	}
	f.members = members
	for _, m := range f.members {
		switch m.Verdict {
		case diag.OK:
			oks++
		case diag.Violation:
			violations++
		}
	}
	switch {
	case f.head.Verdict == diag.OK && violations == 0:
		f.cover()
	case f.head.Verdict == diag.OK:
		f.head.Covered = true // what it adds may be replaced, and is
	case oks == 0 && f.head.Verdict == diag.Unknown && violations > 0 && violations == len(f.members):
		// What the head lacks is only known from all that go through it.
		f.head.Verdict, f.head.Reason = diag.Violation, ""
		f.cover()
	case oks == 0 && f.head.Verdict == diag.Violation:
		if doubt := f.doubt(); violations == 0 && doubt != nil {
			// Whoever uses it may add what it lacks.
			f.head.Verdict, f.head.Reason = diag.Unknown, doubt.Reason
		}
		f.cover()
	case oks > 0 && oks == len(f.members) && f.head.Fact.Head:
		// Its callers send, each of them, and are shown as well: they are where it is done.
		f.head.Verdict, f.head.Reason = diag.OK, ""
	case oks > 0 && violations == 0 && oks == len(f.members):
		f.head.Verdict, f.head.Reason = diag.OK, ""
		f.cover()
	case oks > 0:
		f.head.Covered = true
	}
}

// doubt returns a member that may conform, nil if there is none.
func (f *family) doubt() *Site {
	for _, m := range f.members {
		if m.MayConform && m.Verdict == diag.Unknown {
			return m
		}
	}
	return nil
}

func (f *family) cover() {
	for _, m := range f.members {
		m.Covered = true
	}
}

// group makes one finding of the violations that agree in all expressions of one-per.
func (o *Outcome) group() {
	groups := map[string]*Group{}
	for _, s := range o.Sites {
		if s.Verdict != diag.Violation || s.Skipped || s.Covered {
			continue
		}
		k := o.groupKey(s)
		if g := groups[k]; g != nil && k != "" {
			g.Sites = append(g.Sites, s)
			continue
		}
		g := &Group{Sites: []*Site{s}}
		groups[k] = g
		o.Groups = append(o.Groups, g)
	}
}

// groupKey is the text of what one-per says of a site; empty when each site is a finding of its own. Without one-per the sites of one
// call, which settles several pieces of code, are one finding.
func (o *Outcome) groupKey(s *Site) string {
	key := ""
	if len(o.Check.OnePer) == 0 && !s.Fact.Origin.IsNone() {
		key = s.Fact.Role + "\x00" + s.Fact.At.Key()
	}
	for _, p := range o.Check.OnePer {
		v := p.Eval(o.judge.input(s, nil))
		key += "\x00" + v.Key()
	}
	return key
}

// sitesVar is the name `sites` in messages.
func sitesVar(sites []*Site) expr.Var {
	l := value.NewList()
	for _, s := range sites {
		l.Elems = append(l.Elems, s.Fact.Self())
	}
	return expr.Var{Value: l}
}
