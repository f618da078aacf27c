package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/baseline"
	"github.com/bytelyst/connaudit/internal/diag"
)

// changes tells what went away between the times, and what is there now and was not at the first.
func (b *builder) changes() {
	b.doc.Fixed, b.doc.New = []Change{}, []Change{}
	b.places()
	times := b.times()
	for i, t := range times[1:] {
		gone, added := baseline.Diff(times[i].Records, t.Records)
		b.doc.Fixed = b.change(b.doc.Fixed, t.Label, gone, func(r baseline.Record, d *Changed) { b.how(r, added, d) })
		b.doc.New = b.change(b.doc.New, t.Label, added, func(baseline.Record, *Changed) {})
	}
}

func (b *builder) change(to []Change, label string, records []baseline.Record, how func(baseline.Record, *Changed)) []Change {
	if len(records) == 0 {
		return to
	}
	c := Change{Label: label}
	for _, r := range records {
		d := Changed{Place: Place{r.Repo, r.Path, r.Line}, Rule: r.Rule, Priority: r.Priority, Cause: r.Cause, Message: r.Message, Fingerprint: r.Fingerprint}
		how(r, &d)
		c.Records = append(c.Records, d)
	}
	slices.SortStableFunc(c.Records, func(x, y Changed) int { return comparePriorities(x.Priority, y.Priority) })
	return append(to, c)
}

// How a place stands now of which a finding is gone.
const (
	stateCorrect   = "correct"   // the check says that it conforms
	stateUndecided = "undecided" // it cannot be told
	stateAnew      = "anew"      // the same is found in its file under another fingerprint: the code was rewritten, not mended
	stateGone      = "gone"      // the check has nothing to look at in the file
	stateUnchecked = "unchecked" // the check does not run any more, or not over this repository
	stateResolved  = "resolved"  // it was a root cause, and no finding is by it any more
)

// standing is how the sites of a check in a file stand now.
type standing struct {
	ok, unknown bool
	texts       []string // how they conform, after why it cannot be told
}

// places gathers how sites stand now, by rule, repository and path.
func (b *builder) places() {
	b.standing = map[[3]string]*standing{}
	at := func(s diag.Site) *standing {
		k := [3]string{s.RuleID, s.Repo, s.Path}
		if b.standing[k] == nil {
			b.standing[k] = &standing{}
		}
		return b.standing[k]
	}
	add := func(st *standing, text string) {
		if text != "" && !slices.Contains(st.texts, text) {
			st.texts = append(st.texts, text)
		}
	}
	for _, s := range b.r.Sites {
		if s.Verdict == diag.Unknown {
			st := at(s)
			st.unknown = true
			add(st, "It cannot be told now: "+s.Reason+".")
		}
	}
	for _, s := range b.r.Sites {
		if s.Verdict == diag.OK {
			st := at(s)
			st.ok = true
			add(st, s.OK)
		}
	}
}

// maxTexts bounds how many ways in which a file conforms are told of one finding.
const maxTexts = 3

// how says how a place stands now of which a finding is gone: it may have been mended, deleted, rewritten, changed so that
// nobody can judge it, or not be looked at any more. Added is what is found since the finding went away.
func (b *builder) how(r baseline.Record, added []baseline.Record, d *Changed) {
	again := slices.IndexFunc(added, func(n baseline.Record) bool {
		return n.Rule == r.Rule && n.Repo == r.Repo && n.Path == r.Path && n.Cause == r.Cause
	})
	st := b.standing[[3]string{r.Rule, r.Repo, r.Path}]
	switch {
	case !slices.Contains(b.r.Repos, r.Repo):
		d.State, d.Now = stateUnchecked, "The repository is not audited any more."
	case !slices.ContainsFunc(b.r.Checks, func(c diag.Check) bool { return c.ID == r.Rule }):
		d.State, d.Now = stateUnchecked, "The check does not run any more."
	case again >= 0:
		d.State, d.Now = stateAnew, fmt.Sprintf("It was rewritten, and is found anew: line %d.", added[again].Line)
	case r.Cause:
		d.State, d.Now = stateResolved, "No finding is by it any more."
	case st == nil:
		d.State, d.Now = stateGone, "The file has nothing that the check looks at: it was removed, moved or written otherwise."
	default:
		d.State = stateCorrect
		if st.unknown {
			d.State = stateUndecided
		}
		texts := about(st.texts, r.Message)
		d.Now = cmp.Or(strings.Join(texts[:min(len(texts), maxTexts)], " "), "It conforms.")
	}
}

// about leaves those of some texts that name in `code` what a message names so; all of them where none does.
func about(texts []string, message string) []string {
	var out []string
	for i, span := range strings.Split(message, "`") {
		if i%2 == 0 || span == "" {
			continue
		}
		for _, t := range texts {
			if strings.Contains(t, "`"+span+"`") && !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	if len(out) == 0 {
		return texts
	}
	return out
}

// FixedNote says what the numbers of fixed findings hold beside places that conform now; empty where they hold nothing else.
func (d *Document) FixedNote() string {
	counts := map[string]int{}
	all := 0
	for _, c := range d.Fixed {
		for _, r := range c.Records {
			if !r.Cause {
				counts[r.State]++
				all++
			}
		}
	}
	if all == counts[stateCorrect] {
		return ""
	}
	texts := []string{fmt.Sprintf("%d of %s %s now", counts[stateCorrect], counted(all, "finding", "findings"), noun(counts[stateCorrect], "conforms", "conform"))}
	for _, s := range []struct{ state, one, many string }{
		{stateGone, "left nothing to look at", "left nothing to look at"},
		{stateAnew, "was rewritten and is found anew", "were rewritten and are found anew"},
		{stateUndecided, "cannot be told any more", "cannot be told any more"},
		{stateUnchecked, "is not looked at any more", "are not looked at any more"},
	} {
		if n := counts[s.state]; n > 0 {
			texts = append(texts, fmt.Sprintf("%d %s", n, noun(n, s.one, s.many)))
		}
	}
	return "Fixed is what is not found any more: " + strings.Join(texts, ", ") + "."
}
