// Package report writes a result: one format a file. It decides nothing. What is a finding, what is known, what counts
// for the exit status and in which order things stand was settled before; a format leaves out what the options name and
// nothing else, and says how much that was.
//
// Formats (text, json) are complete answers and may be asked for by name. Tables (statistics, timing, skipped files) and
// the errors of a run stand beside them, because they may go to another stream.
//
// The hard part is the terminal. Text that comes from files, rules and file systems may hold control characters, wide
// and combining characters, tabs and invalid bytes; whatever is written went through source.Visible (see package terminal), and columns are
// measured as a terminal shows them while positions count bytes.
package report
