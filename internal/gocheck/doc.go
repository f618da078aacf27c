// Package gocheck learns what the Go code of a workspace states, by passes over its types.
//
// Each module of the workspace is loaded with go/packages, from what is on the machine: without network, without a toolchain
// of another version, without cgo, and without running anything that the modules bring (no VCS, no package driver, no
// generated commands; see environment). Of what is only used, declarations alone are checked, and nothing but types is
// held: that takes a fraction of the code, and unlike the compiler's export data it is there on a machine that never built the module,
// where to compile all that a service uses takes minutes. Then the passes that the caller gives run over the workspace's own packages, and
// over those of other modules of the workspace that these import, for the facts that passes leave behind. Their diagnostics are for
// others: see package analyzers.
//
// A package that does not load, or of which types are incomplete, is told of once for its module, and its files are not
// among those covered: what their text states stands in. So every file is spoken for by exactly one side.
//
// What was learned of a module is kept, if the caller has where to: by the names and contents of all files that the go command may look at, by
// the settings, and by the toolchain (see inputs and toolchain). Where it hangs on more than these, because a module is missing, say, it is
// not kept. As long as the entry holds the go command is not started. Facts are kept as passes send them from package to package, and a
// run that learned them itself takes them out of the same form.
//
// The go command runs once for each module, one module after the other, and nothing of one is held while the next is loaded. A Checker
// is immutable and safe for concurrent use.
package gocheck
