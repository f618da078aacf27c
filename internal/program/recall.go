package program

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// Holds reports whether a run over the workspace would learn the same as the one that made the record, which began then, and by how
// many bytes the files that are read have grown since; resized is set where one has grown or shrunk. The workspace has the same files.
func (r *Record) Holds(w *workspace.Workspace, begun time.Time) (grown int64, resized, ok bool) {
	var h head
	if gob.NewDecoder(bytes.NewReader(r.Head)).Decode(&h) != nil || len(h.Rows) != len(w.Files())*rowSize {
		return 0, false, false
	}
	for _, c := range h.Configs {
		if c.File < 0 || c.File >= len(w.Files()) || !w.Files()[c.File].Same(&c.Seen, begun) {
			return 0, false, false
		}
	}
	for i, f := range w.Files() {
		if f.Anyway && h.Rows[(i+1)*rowSize-1]&rowLeft != 0 {
			return 0, false, false
		}
	}
	changed := h.changed(w, begun)
	if len(changed) == 0 {
		return 0, false, true
	}
	var known rest
	if gob.NewDecoder(bytes.NewReader(r.Rest)).Decode(&known) != nil || len(known.Files) != len(w.Files()) {
		return 0, false, false
	}
	if slices.ContainsFunc(changed, func(i int) bool { return len(known.Files[i]) == 0 || known.Files[i][0]&wasHanded != 0 }) {
		return 0, false, false
	}
	return known.alike(w, &h, changed)
}

// changed lists the files that a run read and that have other contents now.
func (h *head) changed(w *workspace.Workspace, begun time.Time) (out []int) {
	files := w.Files()
	found := make([]bool, len(files))
	Each(len(files), runtime.NumCPU(), func(i int) {
		seen, _, read := readRow(h.Rows[i*rowSize:(i+1)*rowSize], files[i].Abs)
		found[i] = read && !files[i].Same(&seen, begun)
	})
	for i, is := range found {
		if is {
			out = append(out, i)
		}
	}
	return out
}

// alike asks changed files what was asked of them before, and reports whether they answer the same.
func (k *rest) alike(w *workspace.Workspace, h *head, changed []int) (grown int64, resized, ok bool) {
	p := &Program{Workspace: w, words: NewDictionary(k.Words)}
	p.questions.list = k.Questions
	for i := range k.Questions {
		if q := &k.Questions[i]; q.NoEnds {
			q.Phrase.Ends = []string{}
		}
	}
	repos := map[*workspace.Repo]int{}
	for _, wf := range w.Files() {
		if _, known := repos[wf.Repo]; !known {
			repos[wf.Repo] = len(repos)
		}
	}
	if len(repos) != len(k.Repos) {
		return 0, false, false
	}
	languages := byExtension()
	var sum atomic.Int64
	var other, sized atomic.Bool
	Each(len(changed), runtime.NumCPU(), func(i int) {
		if n := changed[i]; !other.Load() {
			wf := w.Files()[n]
			f := newFile(p, wf, languages[wf.Ext()])
			f.asked.repo = &repoAsked{}
			_, size, _ := readRow(h.Rows[n*rowSize:(n+1)*rowSize], wf.Abs)
			if f.repeat(k.Files[n]) && bytes.Equal(f.answered(&k.Repos[repos[wf.Repo]]), k.Files[n]) {
				sum.Add(int64(f.size - size))
				if f.size != size {
					sized.Store(true)
				}
			} else {
				other.Store(true)
			}
		}
	})
	return sum.Load(), sized.Load(), !other.Load() && !p.unsteady.Load()
}

// repeat asks the file what was asked of one that answered so. ok is unset where that cannot be told.
func (f *File) repeat(answered []byte) (ok bool) {
	flags := answered[0]
	in := bytes.NewReader(answered[1:])
	n, err := binary.ReadUvarint(in)
	if err != nil || n > uint64(len(answered)) {
		return false
	}
	bits := make([]uint64, n)
	for i := range bits {
		if bits[i], err = binary.ReadUvarint(in); err != nil {
			return false
		}
	}
	questions, err := readRising(in)
	if err != nil {
		return false
	}
	raw, err := f.readRaw()
	if err != nil {
		return false
	}
	f.readWords(func(*File) bool { return true })
	if len(f.asked.bits) != len(bits) {
		return false
	}
	f.asked.bits = bits
	for _, q := range questions {
		if !f.repeatOne(int(q/2), raw) {
			return false
		}
	}
	if flags&wasAll != 0 {
		f.noteAll()
	}
	return true
}

// repeatOne asks one question again.
func (f *File) repeatOne(n int, raw []byte) bool {
	if n >= len(f.program.questions.list) {
		return false
	}
	q := &f.program.questions.list[n]
	if q.Kind == held {
		f.noteAnswer(n, f.reply(q, raw))
		return true
	}
	text := f.peek()
	f.noteAnswer(n, text != nil && f.reply(q, text.Text))
	return true
}

// readRising reads what appendRising wrote.
func readRising(in *bytes.Reader) ([]uint32, error) {
	n, err := binary.ReadUvarint(in)
	if err != nil || n > source.MaxBytes {
		return nil, err
	}
	var out []uint32
	last := uint32(0)
	for range n {
		more, err := binary.ReadUvarint(in)
		if err != nil {
			return nil, err
		}
		last += uint32(more)
		out = append(out, last)
	}
	return out, nil
}
