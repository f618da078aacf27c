package check

import (
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/value"
)

// Cause is the place whose change resolves several findings.
type Cause struct {
	At     value.Place
	Groups []*Group
}

// Sites returns the sites of what the change resolves.
func (c *Cause) Sites() (out []*Site) {
	for _, g := range c.Groups {
		out = append(out, g.Sites...)
	}
	return out
}

// causes gathers the violations that have one place to blame, outside their own functions. A single violation in the same
// file is its own cause: naming a second place for it would only add noise.
func (o *Outcome) causes() {
	if o.Check.Cause == nil {
		return
	}
	byPlace := map[string]*Cause{}
	var order []*Cause
	for _, g := range o.Groups {
		at := o.blamed(g.Sites[0])
		if at.IsNone() {
			continue
		}
		k := at.Key()
		if byPlace[k] == nil {
			byPlace[k] = &Cause{At: at}
			order = append(order, byPlace[k])
		}
		byPlace[k].Groups = append(byPlace[k].Groups, g)
	}
	for _, c := range order {
		if len(c.Groups) == 1 && c.Groups[0].Sites[0].Fact.At.File == c.At.File {
			continue
		}
		for _, g := range c.Groups {
			g.Cause = c
		}
		o.Causes = append(o.Causes, c)
	}
}

// blamed returns the place that `at` names for a site, nowhere if it is in the function around the site itself.
func (o *Outcome) blamed(s *Site) value.Place {
	v := o.Check.Cause.At.Eval(o.judge.input(s, nil))
	if v.Kind != value.Opaque || v.At.IsNone() {
		return value.Place{}
	}
	if o.judge.linker.SameFunction(v.At, s.Fact.At) {
		return value.Place{}
	}
	return v.At
}

// Message writes what the finding says.
func (o *Outcome) Message(g *Group) string {
	return o.Check.Message.Render(o.judge.input(g.Sites[0], map[string]expr.Var{"sites": sitesVar(g.Sites)}))
}

// CauseMessage writes what the finding at a cause says.
func (o *Outcome) CauseMessage(c *Cause) string {
	all := c.Sites()
	extra := map[string]expr.Var{"sites": sitesVar(all), "at": {Value: expr.NewPlace(c.At)}}
	return o.Check.Cause.Message.Render(o.judge.input(all[0], extra))
}

// OK writes how a site conforms; empty if the check does not say.
func (o *Outcome) OK(s *Site) string {
	if o.Check.OK == nil {
		return ""
	}
	return o.Check.OK.Render(o.judge.input(s, map[string]expr.Var{"sites": sitesVar([]*Site{s})}))
}

// Related returns the facts that the check shows beside a site, in order.
func (o *Outcome) Related(s *Site) []*value.Value {
	var out []*value.Value
	for _, set := range o.Check.Against {
		for _, name := range o.Check.Related {
			if name == set.Name {
				out = append(out, o.judge.set(s, set).Sure...)
			}
		}
	}
	return out
}

// EvidenceFor returns a site that shows the convention by which s is judged, and how many there are; nil where none is
// needed.
func (o *Outcome) EvidenceFor(s *Site) (*Site, int) {
	if o.Check.Convention == nil {
		return nil, 0
	}
	k, n := scopeOf(o.Check.Convention.In, s.Fact), 0
	for _, other := range o.Sites {
		if other.Verdict == diag.OK && !other.Covered && scopeOf(o.Check.Convention.In, other.Fact) == k {
			n++
		}
	}
	return o.Evidence[k], n
}
