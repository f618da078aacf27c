// Package pattern compiles code patterns (Semgrep's search-mode syntax) and finds their matches in a syntax.Tree.
//
// A pattern is source code with holes: $X stands for any code, ... for any number of arguments, parameters, entries or
// statements, <... P ...> for P anywhere below. Because it is code, it is read by the same grammar as the files: the
// holes are written over with names no program has (placeholder.go), the text is parsed in the first context in which
// it has no syntax error (context.go), and the tree is compiled to a small tree of operations (compile.go), one for
// each way in which two pieces of code can be "the same": calls, objects whose keys have no order, functions in their
// many spellings, strings, statement sequences. What has no operation of its own is compared child by child.
//
// Kinds are interned over grammars, so one compiled pattern serves .ts, .tsx and .js trees alike.
//
// Matching returns all ways in which a pattern fits, because one range may bind a metavariable in several ways. It is
// bounded: each search has a budget of steps, and a search that used it up returns ErrBudget with what it found.
// Nothing here knows of other files; what names and constants mean is asked of an Env.
//
// Formula (formula.go) combines patterns by Semgrep's operators, and Set runs many formulas in one walk of a tree.
//
// Compiled values are immutable and safe for concurrent use. A File is not: it belongs to one goroutine.
package pattern
