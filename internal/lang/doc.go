// Package lang is the small form in which the engine reads a file of any language: tables of its names (scopes,
// bindings, imports, exports, functions, classes, and the effects that change what a name holds), and expressions
// lowered to a few operators, one node at a time and on demand.
//
// A Module depends on its file alone and never changes. What an import means, or what a function returns, is worked out
// later, over many modules, by package resolve; what a construct of the language means is said once, in the package of
// that language below this one (lang/typescript, lang/python).
//
// Flow is kept in three pieces of data instead of a graph. Effects are in the order of the text. Each belongs to a
// Block, and blocks form a tree that says what is conditional (Branch, Arm), repeated (Loop) and left early (Exits). An
// effect reaches a use if its block does. That is exact for structured code without labels, which is nearly all of it.
package lang
