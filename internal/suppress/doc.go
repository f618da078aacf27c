// Package suppress reads the comments by which people accept findings, and says which findings a comment is about.
//
//	// connaudit:ignore RULE[, RULE] -- reason [until 2027-01-31]
//
// A marker is the whole of a comment: text that mentions it, in a string, in prose or in a comment that says something else first,
// is none. In code comments come from the syntax tree; in other text files from their lines (see [InText]).
//
// What a marker is about hangs on the statement that the finding is in. It stands on the statement's lines or, on lines of its own,
// directly before it. Of a table or an options object each entry is by itself: a marker at one entry is not about those beside it, and
// neither is one in the body of a function about the statement around that function.
//
// `nosemgrep` is read too, as Semgrep reads it, and is about findings of `rules:` alone.
//
// The markers of a file depend on that file alone. Everything here may be used concurrently.
package suppress
