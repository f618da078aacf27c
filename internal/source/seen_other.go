//go:build !linux && !darwin && !freebsd && !netbsd

package source

import "io/fs"

func (*Stamp) addSystem(fs.FileInfo) {}
