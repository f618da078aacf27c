package engine

import (
	"github.com/bytelyst/connaudit/internal/check"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/value"
)

func (a *audit) traced() bool { return a.o.Trace != "" }

// steps evaluates the code behind a fact again and writes down how it came to what it states.
func (a *audit) steps(f *facts.Fact, conclusion string) []diag.Step {
	out := a.restated(a.linker.Steps(f))
	return append(out, diag.Step{Location: a.location(f.At), Message: conclusion})
}

// causeSteps shows how the place of a root cause is reached from the first of the sites that it explains: the others are
// reached alike, and each has its own steps.
func (a *audit) causeSteps(c *check.Cause, conclusion string) []diag.Step {
	site := c.Groups[0].Sites[0].Fact
	out := []diag.Step{{Location: a.location(site.At), Message: "one of the findings that this explains"}}
	out = append(out, a.restated(leadingTo(c.At, a.linker.Steps(site)))...)
	return append(out, diag.Step{Location: a.location(c.At), Message: conclusion})
}

// leadingTo keeps the outermost steps, with their parts, that come by a place; all of them where none does.
func leadingTo(at value.Place, steps []resolve.Step) []resolve.Step {
	var out []resolve.Step
	for start := 0; start < len(steps); {
		end, comesBy := start, false
		for ; end < len(steps) && (end == start || steps[end].Depth > 0); end++ {
			comesBy = comesBy || steps[end].Place == at
		}
		if comesBy {
			out = append(out, steps[start:end]...)
		}
		start = end
	}
	if out == nil {
		return steps
	}
	return out
}

func (a *audit) restated(steps []resolve.Step) []diag.Step {
	var out []diag.Step
	for _, st := range steps {
		out = append(out, diag.Step{Location: a.location(st.Place), Message: st.Text, Depth: st.Depth})
	}
	return out
}
