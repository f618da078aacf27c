// Package baseline is what an audit found at several times: a history of snapshots, each with a label, a date and the
// findings of that time by their fingerprints.
//
// The file is made for git. It has one record a line, each a JSON object of its own without a comma at its end, in a fixed
// order with keys in a fixed order; so two branches that append snapshots differ by whole lines, and `merge=union` in
// .gitattributes joins them. What a merge can leave behind is read: records in another order, lines that stand twice.
// What it must not leave behind is an error with its line: conflict markers, one label for two snapshots.
//
// A snapshot holds all findings of its time, not the changes since the one before: changes of two branches do not add up,
// and a snapshot can be removed with its lines.
package baseline
