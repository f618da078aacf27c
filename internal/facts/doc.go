// Package facts holds what code states: facts of a kind, in a role, with a key, a value and attributes, each at a place.
//
// Facts are made by package link from matched code, by passes over Go, and by Import from what another repository exported, and are then
// only read. They know nothing of syntax; the code behind their values travels in the values' own references.
package facts
