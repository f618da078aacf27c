package program

import (
	"sync"
	"weak"
)

// home is a package of a repository.
type home struct{ repo, pkg string }

// Parts returns the files of code in groups that have nothing to do with each other: no file of one imports a file of another, as
// far as its text shows, and none is of a package of another. A group has more than one such cluster of packages where it would
// have less than size bytes otherwise. Groups and files are in the order of the workspace. Nothing is parsed.
func (p *Program) Parts(size int) [][]*File {
	p.importers()
	clusters := p.clusters()
	byRoot := map[home][]*File{}
	var roots []home
	for _, f := range p.files {
		if !f.isRead() {
			continue
		}
		root := clusters.root(homeOf(f))
		if byRoot[root] == nil {
			roots = append(roots, root)
		}
		byRoot[root] = append(byRoot[root], f)
	}
	var out [][]*File
	var part []*File
	bytes := 0
	for _, root := range roots {
		for _, f := range byRoot[root] {
			bytes += f.size
		}
		part = append(part, byRoot[root]...)
		if bytes >= size {
			out, part, bytes = append(out, part), nil, 0
		}
	}
	if len(part) > 0 {
		out = append(out, part)
	}
	return out
}

func homeOf(f *File) home { return home{f.Value.Repo, f.Value.Pkg} }

// clusters are sets of packages: each names one that stands nearer to the one that names the set, which names itself.
type clusters map[home]home

func (p *Program) clusters() clusters {
	c := clusters{}
	for _, f := range p.files {
		for _, to := range f.imported {
			if a, b := c.root(homeOf(f)), c.root(homeOf(to)); a != b {
				c[b] = a
			}
		}
	}
	return c
}

func (c clusters) root(h home) home {
	for {
		up, ok := c[h]
		if !ok {
			return h
		}
		if over, ok := c[up]; ok {
			c[h] = over // the way is shorter for the next
		}
		h = up
	}
}

// PackOver gives back the memory that units and texts of files take, if those in memory have more than so many bytes of text, and
// reports whether it did. What is asked of them again is made again: a unit that somebody still has, as the same unit. Nobody may be at
// work on them.
func (p *Program) PackOver(bytes int) bool {
	held := 0
	for _, f := range p.files {
		if f.held() {
			held += f.size
		}
	}
	if held <= bytes {
		return false
	}
	for _, f := range p.files {
		if f.held() {
			f.pack()
		}
	}
	p.modules.Forget()
	p.reached.Clear()
	clear(p.imports)
	clear(p.asked)
	clear(p.offered)
	return true
}

// KeepUnits has the program keep the units of files that were parsed, packed, for whoever compares them with others later. It is called
// before a file is parsed.
func (p *Program) KeepUnits() { p.keeping = true }

// held reports whether the text of the file, or what was made of it, is in memory.
func (f *File) held() bool {
	u := f.Parsed()
	return f.text != nil || u != nil && u.Held()
}

// pack packs the unit and drops the text, which is the unit's but for files that only hold a script. Of a file without a unit
// whoever asks for it again reads it again, and so it is with a unit that nobody has by now: facts have those that they are about, most
// others are never asked for again.
func (f *File) pack() {
	u := f.Parsed()
	if u != nil {
		u.Pack()
	}
	if f.unit != nil && !f.program.keeping {
		f.packed = &packed{weak.Make(u), u.Tree().Errors}
		f.unit, f.unitOnce = nil, sync.Once{}
	}
	if f.text != nil {
		f.info, f.text, f.textOnce = f.text.Info, nil, sync.Once{}
	}
}
