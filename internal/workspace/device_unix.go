//go:build unix

package workspace

import (
	"os"
	"syscall"
)

// sameDevice reports whether two folders lie on one file system; true where that cannot be told.
func sameDevice(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	if errX != nil || errY != nil {
		return errX == nil // an unreadable parent ends the search
	}
	sx, okX := x.Sys().(*syscall.Stat_t)
	sy, okY := y.Sys().(*syscall.Stat_t)
	return !okX || !okY || sx.Dev == sy.Dev
}
