// Package program is the workspace as the engine evaluates it: files, read once each; a word index that says which of them
// can matter; units, parsed and lowered on demand, once; and what imports lead to.
//
// Reading notes for each file which words of a dictionary it has, exactly, and which words at all, approximately (a Bloom
// filter of its identifiers). The text itself is dropped again unless a caller asks to keep it, so that memory grows with
// the files that matter, not with the workspace.
//
// What a run asks of a file is noted with the answers, so that a later one can tell whether it would learn the same (Record). Where files
// are replaced one by one, as an editor has them, a Change says instead which answers hold no longer (Replace).
//
// A Program is safe for concurrent use once Read has returned, but for Replace. What it answers does not depend on who asks first.
package program
