package fix

import (
	"cmp"
	"context"
	"crypto/sha256"
	"maps"
	"slices"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/edit"
)

// try makes the fixes that hold together, and refuses the others. All of them are offered by the state as it is.
func (m *maker) try(ctx context.Context, picks []pick) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	next, why, err := m.audited(ctx, m.state, picks)
	switch {
	case err != nil:
		return err
	case why == nil:
		m.accept(picks, next)
		return nil
	case len(picks) == 1:
		for _, f := range picks[0].findings() {
			m.refuse(&f, picks[0].fix.Title, why.text)
		}
		return nil
	}
	rest, suspects := parted(picks, why)
	if err := m.try(ctx, rest); err != nil {
		return err
	}
	// What was made now may have moved the others: their fixes are asked for anew.
	if suspects = m.again(suspects); len(suspects) == 0 {
		return nil
	}
	return m.try(ctx, suspects)
}

// parted divides fixes that do not hold together: by what did not hold, else in the middle.
func parted(picks []pick, why *fault) (rest, suspects []pick) {
	for _, p := range picks {
		if why.blames(p) {
			suspects = append(suspects, p)
		} else {
			rest = append(rest, p)
		}
	}
	if len(rest) == 0 || len(suspects) == 0 {
		half := len(picks) / 2
		return picks[:half], picks[half:]
	}
	return rest, suspects
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
		for _, f := range p.findings() {
			m.done = append(m.done, Done{f, p.fix.Title})
		}
	}
	m.state = next
}

// audited is the workspace with fixes made; why says why they do not hold. Safe fixes of findings that they bring are made as well.
func (m *maker) audited(ctx context.Context, from state, picks []pick) (next state, why *fault, err error) {
	next, why, err = m.apply(ctx, from, picks)
	if err != nil || why != nil {
		return next, why, err
	}
	if why = m.compare(from, next, picks); why == nil {
		return next, nil, nil
	}
	brought := m.brought(from, next)
	if len(brought) == 0 {
		return next, why, nil
	}
	mended, whyNot, err := m.apply(ctx, next, brought)
	if err != nil || whyNot != nil {
		return next, why, err
	}
	if m.compare(from, mended, picks) == nil {
		return mended, nil, nil
	}
	return next, why, nil
}

// brought are the safe fixes of findings that were not there before: a variable that is read now belongs in the example file. Other
// code than that of the findings at hand is not changed on their account.
func (m *maker) brought(from, next state) []pick {
	before := map[key]bool{}
	for i := range from.result.Findings {
		before[keyOf(&from.result.Findings[i], "")] = true
	}
	return slices.DeleteFunc(m.pick(next), func(p pick) bool { return before[keyOf(&p.finding, "")] || p.fix.Safety != diag.Safe })
}

// apply makes the edits and audits the result.
func (m *maker) apply(ctx context.Context, from state, picks []pick) (state, *fault, error) {
	next := state{contents: maps.Clone(from.contents)}
	edits := map[*file][]edit.Edit{}
	for _, p := range picks {
		for _, e := range p.fix.Edits {
			f := m.file(e.File)
			if diag.Contents(sha256.Sum256(from.bytes(f))) != e.Of {
				return next, &fault{text: f.shown + " " + errChanged.Error(), file: f.shown}, nil
			}
			edits[f] = append(edits[f], plain(e))
		}
	}
	files := slices.SortedFunc(maps.Keys(edits), func(a, b *file) int { return cmp.Compare(a.abs, b.abs) })
	for _, f := range files {
		old := from.bytes(f)
		text, ok := edit.Apply(string(old), edits[f])
		if !ok {
			return next, &fault{text: "its edits touch one another in " + f.shown, file: f.shown}, nil
		}
		if m.breaks(f, old, []byte(text)) {
			return next, &fault{text: "it would leave a syntax error in " + f.shown, file: f.shown}, nil
		}
		next.contents[f.abs] = []byte(text)
	}
	var err error
	next.result, err = m.o.Audit(ctx, next.contents)
	return next, nil, err
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
