// Package expr is the expression language of rules: CEL as cel-go parses and type-checks it, evaluated with three truth
// values over internal/value.
//
// It knows no source code, no YAML and no facts store. Names come from an Input, functions about code from its Host; a
// fact or a place is an opaque value whose Ref answers for its attributes.
//
// cel-go's interpreter is not used. It answers `['/id'] == [u]` with false for an unknown u, drops the code behind a
// value as soon as an operator touches it, and knows nothing of values that differ by branch. What is used are its
// parser, type checker, macros and the implementations of its standard, string and list functions; the checked tree is
// turned into our own nodes once (build.go). Two laws govern their evaluation:
//
// Unknown. An unknown operand makes an operator unknown, with the reasons of all its parts, unless a known part decides
// (`false && u`, a differing member of a list). An error is an unknown whose reason starts with "error: ".
//
// Possible worlds. A value that differs by branch, a property that is there on some branches only, and a set with
// doubtful members do not make an expression unknown by themselves: the expression is evaluated once for each
// alternative (worlds.go). Alternatives are found while evaluating, so that only those that matter are tried. Judge
// demands equal results; Eval keeps different ones as a value that differs by branch.
//
// Most functions keep a result when something unknown becomes known. Those that do not (known, surely, prefix, values)
// mark the evaluation as open to doubt, and then no world may be skipped.
//
// An Env, a Program and a Template are immutable and may be shared between goroutines. An Input belongs to one
// evaluation at a time.
package expr
