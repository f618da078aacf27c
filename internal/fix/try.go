package fix

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/edit"
)

// try makes the fixes that hold together, and refuses the others. All of them are offered by the state as it is.
func (m *maker) try(ctx context.Context, picks []pick) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	next, why, err := m.audited(ctx, m.state, picks)
	if err != nil {
		return err
	}
	if why == "" {
		m.accept(picks, next)
		return nil
	}
	if len(picks) == 1 {
		for _, f := range append([]diag.Finding{picks[0].finding}, picks[0].also...) {
			m.refuse(&f, picks[0].fix.Title, why)
		}
		return nil
	}
	half := len(picks) / 2
	if err := m.try(ctx, picks[:half]); err != nil {
		return err
	}
	// What the first half changed may have moved the second: its fixes are asked for anew.
	return m.try(ctx, m.again(picks[half:]))
}

// again finds picks in the state as it is now; what is gone needs no fix, what touches another one now comes in the next round.
func (m *maker) again(picks []pick) []pick {
	wanted := map[key]bool{}
	for _, p := range picks {
		wanted[keyOf(&p.finding, p.fix.Title)] = true
	}
	return slices.DeleteFunc(m.pick(m.state), func(p pick) bool { return !wanted[keyOf(&p.finding, p.fix.Title)] })
}

func (m *maker) accept(picks []pick, next state) {
	for _, p := range picks {
		for _, f := range append([]diag.Finding{p.finding}, p.also...) {
			m.done = append(m.done, Done{f, p.fix.Title})
		}
	}
	m.state = next
}

// audited is the workspace with fixes made; why says why they do not hold. Fixes of findings that they bring are added to picks.
func (m *maker) audited(ctx context.Context, from state, picks []pick) (next state, why string, err error) {
	next, why, err = m.apply(ctx, from, picks)
	if err != nil || why != "" {
		return next, why, err
	}
	if why = m.compare(from, next, picks); why == "" {
		return next, "", nil
	}
	brought := m.brought(from, next)
	if len(brought) == 0 {
		return next, why, nil
	}
	mended, whyNot, err := m.apply(ctx, next, brought)
	if err != nil || whyNot != "" {
		return next, why, err
	}
	if m.compare(from, mended, picks) == "" {
		m.done = append(m.done, doneOf(brought)...)
		return mended, "", nil
	}
	return next, why, nil
}

func doneOf(picks []pick) []Done {
	var out []Done
	for _, p := range picks {
		out = append(out, Done{p.finding, p.fix.Title})
	}
	return out
}

// brought are the fixes of findings that were not there before.
func (m *maker) brought(from, next state) []pick {
	before := map[key]bool{}
	for i := range from.result.Findings {
		before[keyOf(&from.result.Findings[i], "")] = true
	}
	return slices.DeleteFunc(m.pick(next), func(p pick) bool { return before[keyOf(&p.finding, "")] })
}

// apply makes the edits and audits the result.
func (m *maker) apply(ctx context.Context, from state, picks []pick) (state, string, error) {
	next := state{contents: maps.Clone(from.contents)}
	edits := map[*file][]edit.Edit{}
	for _, p := range picks {
		for _, e := range p.fix.Edits {
			f := m.file(e.File)
			if diag.Contents(sha256.Sum256(from.bytes(f))) != e.Of {
				return next, f.shown + " " + errChanged.Error(), nil
			}
			edits[f] = append(edits[f], plain(e))
		}
	}
	files := slices.SortedFunc(maps.Keys(edits), func(a, b *file) int { return cmp.Compare(a.abs, b.abs) })
	for _, f := range files {
		old := from.bytes(f)
		text, ok := edit.Apply(string(old), edits[f])
		if !ok {
			return next, "its edits touch one another in " + f.shown, nil
		}
		if m.breaks(f, old, []byte(text)) {
			return next, "it would leave a syntax error in " + f.shown, nil
		}
		next.contents[f.abs] = []byte(text)
	}
	var err error
	next.result, err = m.o.Audit(ctx, next.contents)
	return next, "", err
}

// bytes are the contents of a file as it would be.
func (s state) bytes(f *file) []byte {
	if b, ok := s.contents[f.abs]; ok {
		return b
	}
	return f.old
}

func (m *maker) breaks(f *file, old, text []byte) bool {
	before, ok := m.o.SyntaxErrors(f.abs, old)
	after, still := m.o.SyntaxErrors(f.abs, text)
	return ok && (!still || after > before)
}

// where is where findings of a rule are counted.
type where struct{ rule, repo, path string }

func (w where) String() string { return w.rule + " in " + strings.TrimPrefix(w.repo+"/"+w.path, "/") }

func counted(r *diag.Result) map[where]int {
	n := map[where]int{}
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Status == diag.New {
			n[where{f.RuleID, f.Repo, f.Path}]++
		}
	}
	return n
}

// compare says why fixes do not hold: each must make its finding go, and none may bring another. Findings are counted, since edits
// move them and their fingerprints count those before them that are alike.
func (m *maker) compare(from, next state, picks []pick) string {
	before, after := counted(from.result), counted(next.result)
	fixed := map[where]int{}
	for _, p := range picks {
		for _, f := range append([]diag.Finding{p.finding}, p.also...) {
			fixed[where{f.RuleID, f.Repo, f.Path}]++
		}
	}
	places := slices.SortedFunc(maps.Keys(after), func(a, b where) int { return cmp.Compare(a.String(), b.String()) })
	for _, w := range places {
		switch {
		case fixed[w] == 0 && after[w] > before[w]:
			return fmt.Sprintf("it would bring a finding of %s", w)
		case fixed[w] > 0 && after[w] > before[w]-fixed[w]:
			return "its finding would stay, or another come in its place"
		}
	}
	return ""
}

// outcome tells what came of everything.
func (m *maker) outcome() *Outcome {
	out := &Outcome{Done: m.done, Result: m.state.result}
	for i := range m.state.result.Findings {
		f := &m.state.result.Findings[i]
		if f.Status != diag.New {
			continue
		}
		out.remaining(f, m)
	}
	for _, abs := range slices.Sorted(maps.Keys(m.state.contents)) {
		if f := m.disk[abs]; !bytes.Equal(f.old, m.state.contents[abs]) {
			out.Changes = append(out.Changes, Change{f.shown, abs, f.old, m.state.contents[abs]})
		}
	}
	return out
}

// remaining says why a finding is still there.
func (out *Outcome) remaining(f *diag.Finding, m *maker) {
	review := false
	for _, x := range f.Fixes {
		switch r, ok := m.refused[keyOf(f, x.Title)]; {
		case ok:
			out.Refused = append(out.Refused, Refused{*f, x.Title, r.Why})
			return
		case x.Safety != diag.Safe && !m.o.All:
			review = true
		}
	}
	switch {
	case review:
		out.Unsafe++
	case len(f.Fixes) > 0:
		out.Refused = append(out.Refused, Refused{*f, f.Fixes[0].Title, "it touches what another fix changed"})
	case len(f.Unfixed) > 0:
		out.Refused = append(out.Refused, Refused{Finding: *f, Why: f.Unfixed[0]})
	}
}
