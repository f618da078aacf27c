package program

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// Mentions reports whether the file has the word, be it code or not. Whoever asks for the first word that it may have reads it
// again. Of a file that cannot be read nothing is known, so that it may have any word.
func (f *File) Mentions(word string) bool {
	h := hashOf(word)
	if f.IsCode() && !f.mayHave(h) {
		return false
	}
	f.asked.repo.mention(h)
	f.wordsOnce.Do(f.noteAll)
	return f.mentions(h)
}

func (f *File) mentions(word uint64) bool {
	_, found := slices.BinarySearch(f.all, word)
	return found || f.unread
}

// Holds reports whether the file may have one of the words: of code by what was noted when it was read, of other files by reading
// them for it.
func (f *File) Holds(words ...string) bool {
	if f.IsCode() {
		return slices.ContainsFunc(words, f.Has)
	}
	raw, err := f.readRaw()
	if err != nil {
		return false
	}
	n, q := f.program.question(strings.Join(words, "\n"), func() question { return question{Kind: held, Words: words} })
	return f.noteAnswer(n, f.reply(q, raw))
}

// record is how baselines and histories begin, whatever their names.
var record = []byte(`{"connaudit":"`)

// isOurs reports whether a file says what was found or is accepted. Of its words none is in use: a finding that nothing has a word would
// go as soon as it is written down.
func (f *File) isOurs(text []byte) bool {
	return path.Base(f.Source.Path) == workspace.ConfigName || bytes.HasPrefix(bytes.TrimPrefix(text, []byte("\ufeff")), record)
}

// noteAll notes all words of the file. A shell and the files that are like it put $ before a name: both count.
func (f *File) noteAll() {
	f.asked.all.Store(true)
	text, err := f.readRaw()
	f.unread = err != nil || len(text) > source.MaxBytes
	if f.isOurs(text) {
		return
	}
	for i := 0; i < len(text); i++ {
		if !isWord[text[i]] {
			continue
		}
		h, name := uint64(hashStart), uint64(hashStart)
		for ; i < len(text) && isWord[text[i]]; i++ {
			h = (h ^ uint64(text[i])) * hashPrime
			if name = (name ^ uint64(text[i])) * hashPrime; text[i] == '$' {
				name = hashStart
			}
		}
		if f.all = append(f.all, h); name != h {
			f.all = append(f.all, name)
		}
	}
	slices.Sort(f.all)
	f.all = slices.Clip(slices.Compact(f.all))
}
