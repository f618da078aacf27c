package diag

import (
	"cmp"
	"slices"
)

// Sort puts everything in r into its total order. Two entries that compare equal are the same in all that is shown.
func (r *Result) Sort() {
	slices.SortStableFunc(r.Findings, Finding.Compare)
	slices.SortStableFunc(r.Sites, Site.Compare)
	slices.SortStableFunc(r.Errors, RunError.Compare)
	slices.SortStableFunc(r.Notes, Note.Compare)
	slices.SortStableFunc(r.Skipped, Skipped.Compare)
	slices.SortStableFunc(r.Stats.Rules, func(a, b RuleStats) int { return cmp.Compare(a.RuleID, b.RuleID) })
	slices.SortStableFunc(r.Stats.Formulas, func(a, b FormulaStats) int {
		return cmp.Or(cmp.Compare(a.List, b.List), cmp.Compare(a.Name, b.Name))
	})
}

// Compare orders locations by repository, path and span.
func (l Location) Compare(o Location) int {
	return cmp.Or(cmp.Compare(l.Repo, o.Repo), cmp.Compare(l.Path, o.Path), cmp.Compare(l.File, o.File),
		comparePositions(l.Start, o.Start), comparePositions(l.End, o.End))
}

// comparePositions puts the line first: a place known from exported facts may have no offset.
func comparePositions(a, b Position) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Offset, b.Offset))
}

// Compare orders findings by location, rule and message.
func (f Finding) Compare(o Finding) int {
	return cmp.Or(f.Location.Compare(o.Location), cmp.Compare(f.RuleID, o.RuleID), cmp.Compare(f.Message, o.Message),
		cmp.Compare(f.Fingerprint, o.Fingerprint))
}

// Compare orders sites by location, rule and what is said of them.
func (s Site) Compare(o Site) int {
	return cmp.Or(s.Location.Compare(o.Location), cmp.Compare(s.RuleID, o.RuleID), cmp.Compare(s.Verdict, o.Verdict),
		cmp.Compare(s.Reason, o.Reason), cmp.Compare(s.OK, o.OK))
}

// Compare orders errors by file, position, kind and message.
func (e RunError) Compare(o RunError) int {
	return cmp.Or(cmp.Compare(e.Path, o.Path), cmp.Compare(e.Line, o.Line), cmp.Compare(e.Column, o.Column),
		cmp.Compare(e.Kind, o.Kind), cmp.Compare(e.Message, o.Message))
}

// Compare orders notes by category, rule and message.
func (n Note) Compare(o Note) int {
	return cmp.Or(cmp.Compare(n.Category, o.Category), cmp.Compare(n.RuleID, o.RuleID), cmp.Compare(n.Message, o.Message))
}

// Compare orders rows by repository and path.
func (s Skipped) Compare(o Skipped) int {
	return cmp.Or(cmp.Compare(s.Repo, o.Repo), cmp.Compare(s.Path, o.Path), cmp.Compare(s.Kind, o.Kind),
		cmp.Compare(s.Reason, o.Reason), cmp.Compare(s.Rule, o.Rule), cmp.Compare(s.Source, o.Source))
}
