// Package diag is the result of an audit: findings, the sites that were looked at, what went wrong on the way and what
// was counted. It knows no output format and no rule; the engine fills a Result, everything that shows or compares
// findings reads it.
//
// Three decisions shape it. A finding is marked, never dropped: it is new, known or suppressed, and whoever shows it
// chooses (Result.Shown). Order is total and written once (Result.Sort): repository, path, span, rule, message; neither
// maps nor goroutines can show through. And a fingerprint names a finding over time (Fingerprint): it depends on the
// code of the statement, not on its line, so that edits elsewhere in the file and a formatter's white space keep it.
//
// Zero values of Severity, Status and Verdict are invalid: what nobody decided must not pass for a decision.
//
// Nothing here is safe for concurrent change. A Result that was sorted may be read by any number of goroutines.
package diag
