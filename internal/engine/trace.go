package engine

import (
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/facts"
)

func (a *audit) traced() bool { return a.o.Trace != "" }

// steps evaluates the code behind a fact again and writes down how it came to what it states.
func (a *audit) steps(f *facts.Fact, conclusion string) []diag.Step {
	var out []diag.Step
	for _, st := range a.linker.Steps(f) {
		out = append(out, diag.Step{Location: a.location(st.Place), Message: st.Text, Depth: st.Depth})
	}
	return append(out, diag.Step{Location: a.location(f.At), Message: conclusion})
}
