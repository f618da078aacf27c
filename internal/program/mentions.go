package program

import (
	"github.com/bytelyst/connaudit/internal/resolve"
)

// maxMentions bounds the files that are parsed to find who uses one name.
const maxMentions = 400

// Mentions returns the units that may use the name word of the unit from in that way: those that have the word and import the
// unit, a file that hands it on, or a file that imports one of these and may hand out its objects. They come in the order of
// the workspace.
func (p *Program) Mentions(from *resolve.Unit, word string, use resolve.Use) []*resolve.Unit {
	home := p.byValue[from.File]
	if home == nil {
		return nil
	}
	k := Mention{home, word, use}
	p.mu.Lock()
	got, ok := p.asked[k]
	p.mu.Unlock()
	if ok {
		return got
	}
	got = p.mentions(k)
	p.mu.Lock()
	p.asked[k] = got
	p.mu.Unlock()
	return got
}

// Mention is a question that Mentions has answered: who may use the name that a file has, in that way?
type Mention struct {
	Home *File
	Word string
	Use  resolve.Use
}

func (p *Program) mentions(k Mention) []*resolve.Unit {
	h := hashOf(k.Word)
	var out []*resolve.Unit
	for _, f := range p.around(k.Home, 2) {
		if !f.isRead() || !f.mayHave(h) || f.Source.Declaration {
			continue
		}
		if f != k.Home && !f.uses(k.Word, k.Use) {
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

// MayUse returns the files that have the word and import it from home, or from a file that hands on what home exports,
// without parsing them; home is one of them.
func (p *Program) MayUse(home *File, word string) []*File {
	h := hashOf(word)
	var out []*File
	for _, f := range p.around(home, 1) {
		if f.isRead() && f.mayHave(h) {
			out = append(out, f)
		}
	}
	return out
}

// hasWord reports whether text has word as a whole word.
func hasWord(text []byte, word string) bool {
	for range occurrences(text, word) {
		return true
	}
	return false
}

// uses reports whether the text of the file may use a word in that way.
func (f *File) uses(word string, use resolve.Use) bool {
	return f.ask(usedAs{word, use}, func() question { return question{Kind: used, Words: []string{word}, Use: use} })
}
