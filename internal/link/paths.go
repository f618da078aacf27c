package link

import (
	"strings"
	"sync"

	"github.com/bytelyst/connaudit/internal/rule"
)

// reading remembers which files are read by entries that say the same of paths: globs with long lists of alternatives are costly, several
// entries share them, and an editor asks after each keystroke.
type reading struct {
	paths rule.Paths

	mu   sync.Mutex
	seen map[string]bool
}

// readings returns those of the entries that say something of paths.
func readings(set *rule.Set) map[*rule.Entry]*reading {
	out, by := map[*rule.Entry]*reading{}, map[string]*reading{}
	add := func(e *rule.Entry) {
		if len(e.Paths.Include)+len(e.Paths.Exclude) == 0 {
			return
		}
		key := strings.Join(e.Paths.Include, "\x00") + "\x00\x00" + strings.Join(e.Paths.Exclude, "\x00")
		if by[key] == nil {
			by[key] = &reading{paths: e.Paths, seen: map[string]bool{}}
		}
		out[e] = by[key]
	}
	for _, k := range set.Known {
		add(&k.Entry)
	}
	for _, f := range set.Facts {
		add(&f.Entry)
	}
	return out
}

// reads reports whether an entry reads the file with the path, which is relative to the repository's root.
func (l *Linker) reads(e *rule.Entry, path string) bool {
	a := l.readings[e]
	if a == nil {
		return true
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	is, known := a.seen[path]
	if !known {
		is = a.paths.Match(path)
		a.seen[path] = is
	}
	return is
}
