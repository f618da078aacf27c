// Package metamorph rewrites the code of a workspace so that it means the same and reads differently: other names, other
// files, other forms of functions, other spellings of literals. An audit must find the same before and after; where it
// does not, it went by how code is written and not by what it does. Only tests use it.
//
// A rewriting goes by syntax trees: it prints a file again and replaces single nodes on the way. Names are renamed by
// spelling, everywhere at once, which is safe because the new name is fresh and the old one belongs to the workspace.
// Rewritings can be applied one after the other, since each parses anew what the one before left.
package metamorph
