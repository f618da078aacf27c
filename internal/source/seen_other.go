//go:build !linux

package source

import "io/fs"

func (*Stamp) addSystem(fs.FileInfo) {}
