// Package golang lowers a Go file to the tables and expressions of package lang.
//
// Lower reads the tree once, in pre-order and without recursion, so that no nesting is too deep for it. A construct
// that changes where its parts belong (a function its body, an if its arms) says so when it is met, by opening a
// context at the part's node; the loop enters the context when it gets there.
//
// A name of a function is there from behind its declaration on, and may stand for another one before. So a declaration
// that hides a name, or is the first of its block, opens a scope for what follows it in the block. The names of the package
// are there everywhere; those that other files of the package declare are found by package resolve.
//
// What types tell is not asked here. Pointers are taken for what they point to, conversions for what they convert, and of
// several results a name gets its own (lang.Result). A type is a class: its fields are members without a value, the
// methods that this file declares on it are members with one, and what it embeds are its bases. Methods of a type of
// another file stand in a class of the same name without a binding (Class.Part).
package golang
