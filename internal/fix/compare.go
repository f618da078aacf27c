package fix

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
)

// fault is why fixes do not hold, and what tells the ones to blame.
type fault struct {
	text string
	file string         // that they change; empty where that does not tell
	at   map[where]bool // where findings stay, or come
}

// blames reports whether a fix may be the reason.
func (w *fault) blames(p pick) bool {
	for _, e := range p.fix.Edits {
		if w.file != "" && e.File == w.file {
			return true
		}
	}
	for _, f := range p.findings() {
		for at := range w.at {
			if at.rule == f.RuleID && at.repo == f.Repo {
				return true
			}
		}
	}
	for _, e := range p.fix.Edits {
		for at := range w.at {
			if at.repo == e.Repo && at.path == e.Path {
				return true
			}
		}
	}
	return false
}

// where is where findings of a rule are counted.
type where struct{ rule, repo, path string }

func (w where) String() string { return w.rule + " in " + strings.TrimPrefix(w.repo+"/"+w.path, "/") }

// counted counts accepted findings as well: a finding that a baseline knows is new to it once a fix has changed its statement, and
// is none that the fix brought.
func (m *maker) counted(r *diag.Result) map[where]int {
	n := map[where]int{}
	for i := range r.Findings {
		if f := &r.Findings[i]; !slices.Contains(m.o.Leaves, f.RuleID) {
			n[where{f.RuleID, f.Repo, f.Path}]++
		}
	}
	return n
}

// compare says why fixes do not hold: each must make its finding go, and none may bring another. Findings are counted, since edits
// move them and their fingerprints count those before them that are alike.
func (m *maker) compare(from, next state, picks []pick) *fault {
	before, after := m.counted(from.result), m.counted(next.result)
	fixed := map[where]int{}
	for _, p := range picks {
		for _, f := range p.findings() {
			fixed[where{f.RuleID, f.Repo, f.Path}]++
		}
	}
	var out *fault
	for _, w := range slices.SortedFunc(maps.Keys(after), func(a, b where) int { return cmp.Compare(a.String(), b.String()) }) {
		if after[w] <= before[w]-fixed[w] {
			continue
		}
		if out == nil {
			out = &fault{text: fmt.Sprintf("it would bring a finding of %s", w), at: map[where]bool{}}
			if fixed[w] > 0 {
				out.text = "its finding would stay, or another come in its place"
			}
		}
		out.at[w] = true
	}
	return out
}
