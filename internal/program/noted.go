package program

import (
	"bytes"
	"slices"
	"unique"
)

// noted is what reading a file of code notes of it. It is looked at by the methods here alone, so that what was asked of it is known:
// see asked.
type noted struct {
	read    bool
	bits    []uint64 // dictionary words that the file has
	bloom   bloom
	handsOn bool     // it re-exports what another one exports
	modules []string // named in imports, as the text shows
	wholes  []string // of modules: those whose members may go by names that say nothing of the module, or that are no names of theirs
}

// sameLinks reports whether two readings show the same of how the file hangs together with others.
func (n *noted) sameLinks(o *noted) bool {
	return n.read == o.read && n.handsOn == o.handsOn && slices.Equal(n.modules, o.modules) && slices.Equal(n.wholes, o.wholes)
}

// note notes what there is in a text.
func (f *File) note(text []byte) {
	n := noted{read: true}
	var marks []int32
	n.bits, n.bloom, marks = f.program.words.index(text)
	switch {
	case f.isPython():
		n.modules, n.wholes = pythonImports(text, marks)
	case f.isGo():
		n.modules, n.wholes = goImports(text, marks)
	default:
		n.modules, n.wholes = modulesAt(text, marks)
	}
	n.modules, n.wholes = interned(n.modules), interned(n.wholes)
	n.handsOn = !f.isGo() && n.bloom.has(exportWord) && reExports(text)
	f.noted, f.asked.bits = n, make([]uint64, len(n.bits))
}

// What reading says of every file need not be asked for word by word: asked keeps all of it.

func (f *File) isRead() bool          { return f.noted.read }
func (f *File) doesHandOn() bool      { return f.noted.handsOn }
func (f *File) moduleNames() []string { return f.noted.modules }
func (f *File) entire() []string      { return f.noted.wholes }

// hasListed reports whether the file has a word of the dictionary.
func (f *File) hasListed(id int) bool {
	if id/64 >= len(f.noted.bits) {
		return false
	}
	f.asked.listed(id)
	return f.noted.bits[id/64]&(1<<(id%64)) != 0
}

// mayHave reports whether the file surely or probably has a word.
func (f *File) mayHave(word uint64) bool {
	f.asked.repo.word(word)
	return f.noted.bloom.has(word)
}

// interned returns names in as little memory as they need: most are those of many files.
func interned(names []string) []string {
	if len(names) == 0 {
		return nil
	}
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = unique.Make(name).Value()
	}
	return out
}

var exportWord = hashOf("export")

// reExports reports whether text has `export *` or `export {...} from` in any layout.
func reExports(text []byte) bool {
	for {
		_, rest, found := bytes.Cut(text, []byte("export"))
		if !found {
			return false
		}
		text = bytes.TrimLeft(rest, " \t\r\n")
		switch {
		case len(text) == 0:
		case text[0] == '*':
			return true
		case text[0] == '{':
			_, after, _ := bytes.Cut(text, []byte("}"))
			if bytes.HasPrefix(bytes.TrimLeft(after, " \t\r\n"), []byte("from")) {
				return true
			}
		}
	}
}
