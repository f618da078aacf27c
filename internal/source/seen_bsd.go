//go:build darwin || freebsd || netbsd

package source

import (
	"io/fs"
	"syscall"
)

func (s *Stamp) addSystem(info fs.FileInfo) {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		s.Changed, s.Inode = st.Ctimespec.Nano(), st.Ino
	}
}
