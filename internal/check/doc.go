// Package check judges facts by checks: which of them are sites, what must hold of each, what several violations have in
// common, and what is said about them.
//
// Judging a check is a pipeline over its sites, in the order of places: select, judge, convention, roll-up, one-per,
// cause. Each step only marks or groups what the one before it left, so that every site ends with a verdict that is
// counted: ok, violation, unknown with its reason, or not judged for want of a convention.
//
// A Memory keeps what judging found out of single sites, and what was written about them, from one time to the next, for a linker that
// remembers. The pipeline over the sites is gone through each time.
package check
