// Package baseline is what an audit found at several times: a history of snapshots, each with a label, a date and the
// findings of that time by their fingerprints; and the baseline, the findings that people have accepted for now.
//
// The files are made for git. They have one record a line, each a JSON object of its own, in a fixed order with keys in a fixed
// order; so two branches that append differ by whole lines. A record is the same in both, but that a baseline states nothing that
// changes while the finding stays: no line number, no status.
//
// A history is JSON lines, and `merge=union` in .gitattributes joins two. What a merge can leave behind is read: records in another
// order, lines that stand twice. What it must not leave behind is an error with its line: conflict markers, one label for two
// snapshots. A snapshot holds all findings of its time, not the changes since the one before: changes of two branches do not add
// up, and a snapshot can be removed with its lines.
//
// A baseline is one JSON value, as its name promises to editors and hooks. Each record ends in a comma, and null after the last one
// makes that right; so no branch touches a line of another's. However it is formatted, it is read.
package baseline
