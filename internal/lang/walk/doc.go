// Package walk is the mechanism that lowering is made of in more than one language: kinds of nodes as small numbers, what
// holds in which subtree while a tree is read once from its first node to its last, blocks that become real when something
// happens in them, and the first entries of the tables. What a construct means is said by each language.
//
// Nothing here may be used by several goroutines; a lowering belongs to one.
package walk
