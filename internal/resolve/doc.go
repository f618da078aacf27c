// Package resolve links the modules of a workspace and evaluates expressions over them: to a value, a partly known
// value, or an unknown with its reason.
//
// Evaluation is demand-driven. A Session answers the questions of one site; it memoises, counts its steps, and gives up
// with a reason when a bound is hit, so that a site's answer depends on the code alone and never on what else was asked
// before, or by whom at the same time. What sessions share (parsed modules, resolved imports) is immutable.
//
// The value of a name at a place is worked out from the effects on it (package lang): the last write that surely runs
// before the place, then every write, store, method call and hand-over between it and the place in the order of the
// text, those in branches as possibilities. A name of an outer function is seen as that function leaves it.
//
// Parameters get their value from the Frame of the call under evaluation. Outside any call they are unknown, and the
// session notes which function's callers would have to be asked (Session.Hangs).
package resolve
