package program

import (
	"bytes"
	"path"
	"strings"

	"github.com/bytelyst/connaudit/internal/resolve"
)

// maxMentions bounds the files that are parsed to find who uses one name.
const maxMentions = 400

// generic are folder and file names that say nothing about which module is meant.
var generic = map[string]bool{"src": true, "index": true, "__init__": true, "lib": true, "app": true, "dist": true}

// Mentions returns the units that may use the name word of the unit from: those that have the word and, as an import of
// it must, the name of its file, of a folder around it, or of its package. They come in the order of the workspace.
func (p *Program) Mentions(from *resolve.Unit, word string) []*resolve.Unit {
	home := p.byValue[from.File]
	if home == nil {
		return nil
	}
	k := home.Value.Repo + "\x00" + home.Value.Path + "\x00" + word
	p.mu.Lock()
	got, ok := p.asked[k]
	p.mu.Unlock()
	if ok {
		return got
	}
	got = p.mentions(home, word)
	p.mu.Lock()
	p.asked[k] = got
	p.mu.Unlock()
	return got
}

func (p *Program) mentions(home *File, word string) []*resolve.Unit {
	h := hashOf(word)
	hints := p.importNames(home)
	var out []*resolve.Unit
	for _, f := range p.files {
		if !f.read || !f.bloom.has(h) || f.Source.Declaration {
			continue
		}
		if f != home && !f.mayImport(hints) {
			continue
		}
		text := f.Text()
		if text == nil || !hasWord(text.Text, word) {
			continue
		}
		if len(out) == maxMentions {
			break
		}
		if u := f.Unit(); u != nil {
			out = append(out, u)
		}
	}
	return out
}

func (f *File) mayImport(hints [][]string) bool {
	for _, parts := range hints {
		all := true
		for _, w := range parts {
			all = all && f.bloom.has(hashOf(w))
		}
		if all {
			return true
		}
	}
	return false
}

// importNames returns the names by which an import may lead to home: its own, and those of the files that hand on
// what it exports, whose importers need not have the name of home.
func (p *Program) importNames(home *File) [][]string {
	hints := importNames(home)
	used := map[*File]bool{home: true}
	for more := true; more; {
		more = false
		for _, f := range p.files {
			if f.handsOn && !used[f] && f.mayImport(hints) {
				used[f], more = true, true
				hints = append(hints, importNames(f)...)
			}
		}
	}
	return hints
}

// importNames returns the names by which an import may lead to f, each cut into words.
func importNames(f *File) [][]string {
	var out [][]string
	base := path.Base(f.Source.Path)
	if dot := strings.IndexByte(base, '.'); dot > 0 {
		base = base[:dot]
	}
	if !generic[base] {
		out = append(out, Words(base))
	}
	for dir := path.Dir(f.Source.Path); dir != "." && dir != "/" && dir != ""; dir = path.Dir(dir) {
		if name := path.Base(dir); !generic[name] || dir == path.Dir(f.Source.Path) {
			out = append(out, Words(name))
		}
		if f.Source.Package != nil && dir == f.Source.Package.Dir {
			break
		}
	}
	if f.Source.Package != nil && f.Source.Package.Name != "" {
		name := f.Source.Package.Name
		out = append(out, Words(name[strings.LastIndexByte(name, '/')+1:]))
	}
	return out
}

// hasWord reports whether text has word as a whole word.
func hasWord(text []byte, word string) bool {
	w := []byte(word)
	for at := 0; ; {
		i := bytes.Index(text[at:], w)
		if i < 0 {
			return false
		}
		i += at
		end := i + len(w)
		if (i == 0 || !isWord[text[i-1]]) && (end == len(text) || !isWord[text[end]]) {
			return true
		}
		at = i + 1
	}
}

// MayUse returns the files that have the word and may import it from home, without parsing them; home is one of them.
func (p *Program) MayUse(home *File, word string) []*File {
	h, hints := hashOf(word), p.importNames(home)
	var out []*File
	for _, f := range p.files {
		if f.read && f.bloom.has(h) && (f == home || f.mayImport(hints)) {
			out = append(out, f)
		}
	}
	return out
}
