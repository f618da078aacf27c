// Package syntax parses one file into a flat, immutable tree and hides the parser library behind its own Node.
//
// A tree is one array of fixed-size records in pre-order, filled by a single C call (flatten.c) and then plain Go
// memory: it has no finalizers, may be shared between goroutines, and costs 24 bytes a node. Walking the library's own
// nodes from Go crosses into C for each of them and takes longer than the parse itself.
//
// Node types are interned over all grammars (Kind), so that code that asks for "call_expression" need not know which
// of the typescript, tsx and javascript grammars made the tree. The numbers depend on what was loaded first: compare
// them, never sort by them or store them.
//
// Which grammar a file needs is for internal/lang to say; ScriptOf finds the code in .vue and .svelte files.
package syntax
