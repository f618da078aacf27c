package program

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"sync"

	"github.com/bytelyst/connaudit/internal/modules"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// Change says what is different for others once a file of code has another text.
type Change struct {
	File *File
	// Before is its unit until now, nil if nobody has asked for it.
	Before *resolve.Unit
	// Linked is set where it imports, offers, or is something else than before, so that nothing that is known of how files hang together
	// can be relied on.
	Linked bool

	mentions map[Mention]bool // those whose answers do not hold any more
	had, has noted
	words    []uint64 // that it had, nil where nobody had asked for them
	unread   bool     // nobody could tell which it had
}

// Lookup is a question to the program whose answer hangs on the words of many files: a Mention, a Naming or a Spoken.
type Lookup interface {
	// turned reports whether the answer may be another one after a change.
	turned(c *Change) bool
}

// Turns reports whether the answer to a question that was asked before the change may be another one now.
func (c *Change) Turns(q Lookup) bool { return q.turned(c) }

func (q Mention) turned(c *Change) bool { return c.mentions[q] }

// Naming is a question to Program.Package: which files of a folder may have a word?
type Naming struct{ Word string }

// turned reports whether the file may have the word and had it not. A unit that has it no more is another unit, for who was told of it.
func (q Naming) turned(c *Change) bool {
	h := hashOf(q.Word)
	return c.has.bloom.has(h) && !c.had.bloom.has(h)
}

// Spoken is a question for File.Mentions of all files of a repository: has any of them the word?
type Spoken struct{ Repo, Word string }

// turned reports whether the file has the word and had it not, or the other way round. Where that is not known it may be so.
func (q Spoken) turned(c *Change) bool {
	h := hashOf(q.Word)
	may := c.had.bloom.has(h)
	switch {
	case q.Repo != c.File.Value.Repo:
		return false
	case may && c.words == nil && !c.unread: // never of a text: nothing was noted of it until somebody asked
		return true
	}
	_, had := slices.BinarySearch(c.words, h)
	return ((may || !c.File.IsCode()) && (had || c.unread)) != c.File.Mentions(q.Word)
}

// Replace has a file of code read with another text from now on: what an editor holds. Nobody may be at work on the program. What the
// file imports is compared with before; where it is the same, what is known of other files stays.
func (p *Program) Replace(f *File, data []byte) *Change {
	c := &Change{File: f, Before: f.unit, had: f.noted, words: f.all, unread: f.unread}
	left, reason, failed := f.left, f.textErr, f.unitErr != ""
	p.changing = true
	if p.overlay == nil {
		p.overlay = map[string][]byte{}
	}
	p.overlay[f.Source.Abs] = data
	p.reparse(f)
	f.reset()
	f.readWords(func(*File) bool { return true })
	c.has = f.noted
	c.Linked = left != f.left || reason != f.textErr || !c.had.sameLinks(&c.has)
	if asked := c.Before != nil || failed; asked && !c.Linked {
		c.Linked = (f.Unit() == nil) != failed // who imports it was told that there is none, or is told now
	}
	if c.Linked {
		p.forgetLinks(f)
		return c
	}
	p.renew(c)
	return c
}

// ReplaceText does what Replace does for a file that is not code. As one that says how code is read it stays as it is on disk, see Configures.
func (p *Program) ReplaceText(f *File, data []byte) *Change {
	c := &Change{File: f, words: f.all, unread: f.unread}
	p.changing = true
	if p.overlay == nil {
		p.overlay = map[string][]byte{}
	}
	p.overlay[f.Source.Abs] = data
	f.reset()
	return c
}

// Configures reports whether the file was read as one that says how code is read, a manifest or a configuration of module resolution, with other
// contents than these. Such files are read from disk.
func (p *Program) Configures(f *File, data []byte) bool {
	if pkg := f.Source.Package; pkg != nil && slices.ContainsFunc(pkg.Manifests, func(m workspace.Manifest) bool { return m.Path == f.Source.Path && !bytes.Equal(m.Text, data) }) {
		return true
	}
	seen, _ := p.modules.Seen()
	return slices.ContainsFunc(seen, func(s modules.Seen) bool { return s.File == f.Source && s.As.Hash != sha256.Sum256(data) })
}

// Is reports whether the file was last read with these contents.
func (f *File) Is(data []byte) bool {
	if laid, ok := f.program.overlay[f.Source.Abs]; ok {
		return bytes.Equal(laid, data)
	}
	seen := f.seen.Load()
	return seen != nil && seen.Hash == sha256.Sum256(data)
}

// IsEdited reports whether the file is one of those that were replaced last: it may well be replaced again.
func (f *File) IsEdited() bool { return f.reparser != nil }

// maxReparsers bounds the files of which the parser's own trees are kept.
const maxReparsers = 32

// reparse has a file parsed from its last tree on.
func (p *Program) reparse(f *File) {
	if f.reparser != nil {
		return
	}
	if len(p.replaced) == maxReparsers {
		p.replaced[0].reparser.Close()
		p.replaced[0].reparser = nil
		p.replaced = p.replaced[1:]
	}
	f.reparser = &syntax.Reparser{}
	p.replaced = append(p.replaced, f)
}

// reset has the file read anew, whatever is asked of it.
func (f *File) reset() {
	f.noted = noted{}
	f.wordsOnce, f.all, f.unread = sync.Once{}, nil, false
	f.textOnce, f.text, f.textErr, f.left, f.kind = sync.Once{}, nil, "", false, ""
	f.unitOnce, f.unit, f.packed, f.unitErr = sync.Once{}, nil, nil, ""
}

// forgetLinks drops all that is known of how files hang together.
func (p *Program) forgetLinks(f *File) {
	f.importsOnce, f.imported = sync.Once{}, nil
	p.importersOnce, p.importedBy = sync.Once{}, nil
	p.reached.Clear()
	clear(p.imports)
	clear(p.asked)
	clear(p.offered)
}

// renew puts the new unit of a file into the answers that had the old one, and drops those that do not hold any more.
func (p *Program) renew(c *Change) {
	var unit *resolve.Unit
	if c.Before != nil { // else nobody has asked for it, and perhaps nobody will
		unit = c.File.Unit()
	}
	for k, t := range p.imports {
		if t.Unit != nil && t.Unit == c.Before {
			t.Unit = unit
			p.imports[k] = t
		}
	}
	for k, units := range p.asked {
		at := -1
		if c.Before != nil {
			at = slices.Index(units, c.Before)
		}
		h := hashOf(k.Word)
		if at < 0 && !c.has.bloom.has(h) {
			continue
		}
		switch is := p.mentionedBy(k, c.File, h); {
		case at >= 0 && is && unit != nil:
			units = slices.Clone(units)
			units[at] = unit
			p.asked[k] = units
		case at >= 0 || is:
			delete(p.asked, k)
			if c.mentions == nil {
				c.mentions = map[Mention]bool{}
			}
			c.mentions[k] = true
		}
	}
}

// mentionedBy reports whether a file is among those that answer a question.
func (p *Program) mentionedBy(k Mention, f *File, h uint64) bool {
	if !f.isRead() || !f.mayHave(h) || f.Source.Declaration || !slices.Contains(p.around(k.Home, 2), f) {
		return false
	}
	return f == k.Home || f.uses(k.Word, k.Use)
}
