// Package python lowers a Python file to the tables and expressions of package lang.
//
// Lower reads the tree once, in pre-order and without recursion, so that no nesting is too deep for it. A construct
// that changes where its parts belong (a function its body, an if its arms, a comprehension its elements) says so when
// it is met, by opening a context at the part's node; the loop enters the context when it gets there. What a name means
// is not known before its whole scope was read, since Python decides by the assignments anywhere in a function. Effects
// therefore wait with the name they are rooted in and are given their binding at the end.
//
// What runs but is not said by the text is left out or unknown: setattr, exec, descriptors, metaclasses. Decorators are
// kept as expressions; only those of the language that change what a member is (property, staticmethod, classmethod,
// overload) are known here.
package python
