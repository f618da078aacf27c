// Package typescript lowers TypeScript and JavaScript files to the small form of package lang.
//
// One walk over the flat tree in pre-order fills every table. What surrounds a node (scope, block, function, whose
// `this`) is a frame on a stack that ends with the last id of a subtree, so that nesting costs no recursion and no depth
// of the source can overflow it. Names are resolved when the walk is over, because JavaScript lets a use come before
// its declaration: until then an effect keeps the scope it stood in. Expressions are lowered one node at a time, when
// somebody asks.
//
// The typescript, tsx and javascript grammars differ in a few names (public_field_definition and field_definition,
// type_identifier, the parameters); both are accepted everywhere instead of asking which grammar made the tree.
//
// It does not know: what a type means, members of namespaces, exports made by Object.defineProperty or Object.assign,
// writes to a computed member of this (this[k] = v), and functions used as constructors.
package typescript
