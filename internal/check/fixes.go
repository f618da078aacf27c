package check

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/value"
)

// Change is what a fix of a rule says about one finding.
type Change struct {
	Fix   *rule.Fix
	Title string
	Fact  *facts.Fact  // the first site
	At    *value.Value // what the fix's `at` or `to` is
	// Attribute is the attribute of the site that `to` asks for as it stands, so that its code is known; else empty.
	Attribute               string
	Key, Code, Import, Text string
	Refused                 string // why the fix does not come about, and there is nothing to write
}

// Fixes returns what the rule offers to resolve a finding, in the order of the file.
func (o *Outcome) Fixes(g *Group) []Change {
	return o.changes(o.Check.Fixes, g.Sites, g.Sites[0].Fact.At, nil)
}

// CauseFixes returns what the rule offers to resolve a root cause.
func (o *Outcome) CauseFixes(c *Cause) []Change {
	return o.changes(o.Check.Cause.Fixes, c.Sites(), c.At, map[string]expr.Var{"at": {Value: expr.NewPlace(c.At)}})
}

func (o *Outcome) changes(fixes []*rule.Fix, sites []*Site, at value.Place, names map[string]expr.Var) []Change {
	var out []Change
	extra := map[string]expr.Var{"sites": sitesVar(sites)}
	for k, v := range names {
		extra[k] = v
	}
	for _, f := range fixes {
		if at.File == nil || len(f.Languages) > 0 && !slices.Contains(f.Languages, o.judge.linker.Language(at.File)) {
			continue
		}
		c := Change{Fix: f, Fact: sites[0].Fact}
		in := o.judge.input(sites[0], extra)
		c.Title = strings.TrimSpace(f.Title.Render(in))
		if f.Where != nil {
			switch v := f.Where.Judge(in); {
			case isFalse(v):
				continue
			case !isTrue(v):
				c.Refused = v.Reason
			}
		}
		if c.Refused == "" {
			c.fill(in)
		}
		out = append(out, c)
	}
	return out
}

// fill evaluates what is written and where.
func (c *Change) fill(in *expr.Input) {
	f := c.Fix
	write := func(to *string, t *expr.Template) {
		if t == nil || c.Refused != "" {
			return
		}
		text, ok := t.Exact(in)
		if !ok {
			c.Refused = "what is to be written is not known: " + t.Render(in)
		}
		*to = text
	}
	switch {
	case f.Replace != nil:
		c.At = f.Replace.At.Eval(in)
		write(&c.Code, f.Replace.Code)
		write(&c.Import, f.Replace.Import)
	case f.Add != nil:
		c.At = f.Add.To.Eval(in)
		if s := strings.TrimSpace(f.Add.To.Source()); slices.Contains(f.Add.To.Names(), s) {
			c.Attribute = s
		}
		write(&c.Key, f.Add.Key)
		write(&c.Code, f.Add.Code)
		write(&c.Import, f.Add.Import)
	case f.Append != nil:
		c.At = f.Append.To.Eval(in)
		write(&c.Text, f.Append.Text)
	}
}
