//go:build !unix

package workspace

// sameDevice is true where file systems are not told apart by number: there a drive's root ends the search.
func sameDevice(_, _ string) bool { return true }
