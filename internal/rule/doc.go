// Package rule reads rule files strictly, checks them as one set and compiles them.
//
// A rule file passes through three forms, each with its own type. A document is YAML with positions and nothing else. The
// key tables (tables.go) say which keys a mapping may have and what each must hold; they exist once and serve decoding,
// error messages, the JSON Schema and the documentation. The compiled set (Set) holds formulas and programs; nothing that
// runs ever sees YAML.
//
// The package decides whether rules make sense, not what they find: it reads no source file and knows nothing of the
// engine. All rules are read before the first is compiled, because a check may ask for a kind, a role, an attribute, a
// type or a list that another file states.
//
// The hard part is positions. An error inside an expression inside a template inside a folded scalar is reported at the
// byte the author has to change, so that every scalar can map an offset of its text back to its file (position.go).
//
// A file with an error contributes nothing, and every other file is still there: half a file would judge code by half of
// what its author knows. What was left out is told by its problems; nothing else is dropped.
package rule
