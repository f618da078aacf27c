// Package gocheck learns what the Go code of a workspace states, by passes over its types.
//
// Each module of the workspace is loaded with go/packages, from what is on the machine: without network, without a toolchain
// of another version, without cgo, and without running anything that the modules bring (no VCS, no package driver, no
// generated commands; see environment). Then the passes that the caller gives run over its packages, and over what these
// import, for the facts that passes leave behind. Their diagnostics are for others: see package analyzers.
//
// A package that does not load, or of which types are incomplete, is told of once for its module, and its files are not
// among those covered: what their text states stands in. So every file is spoken for by exactly one side.
//
// The go command runs once for each module, one after the other. A Checker is immutable and safe for concurrent use.
package gocheck
