package program

import (
	"bytes"
	"context"
	"sync"
	"sync/atomic"
	"unique"
)

// Read reads every file of code with the given number of workers and notes its words. Texts that keep does not want are
// dropped; they are read again if something asks for them. progress, if not nil, hears how many files are done.
func (p *Program) Read(ctx context.Context, workers int, keep func(*File) bool, progress func(done, total int)) error {
	var done atomic.Int64
	Each(len(p.files), workers, func(i int) {
		if ctx.Err() != nil {
			return
		}
		p.files[i].readWords(keep)
		if n := done.Add(1); progress != nil && n%256 == 0 {
			progress(int(n), len(p.files))
		}
	})
	return ctx.Err()
}

// Each calls f for 0..n-1 on the workers, and returns when all calls have.
func Each(n, workers int, f func(i int)) {
	var wg sync.WaitGroup
	var next atomic.Int64
	for range max(workers, 1) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}

// maxKept bounds the bytes of text that are kept for who asked for them while files are read. The rest is read again.
const maxKept = 16 << 20

func (f *File) readWords(keep func(*File) bool) {
	if !f.IsCode() {
		return
	}
	f.loadText()
	if f.text == nil {
		return
	}
	f.read = true
	var marks []int32
	f.bits, f.bloom, marks = f.program.words.index(f.text.Text)
	if f.isPython() {
		f.modules, f.wholes = pythonImports(f.text.Text, marks)
	} else {
		f.modules, f.wholes = modulesAt(f.text.Text, marks)
	}
	f.modules, f.wholes = interned(f.modules), interned(f.wholes)
	f.handsOn = f.bloom.has(exportWord) && reExports(f.text.Text)
	if !keep(f) || f.program.kept.Add(int64(f.size)) > maxKept {
		f.text, f.textOnce = nil, sync.Once{} // whoever asks for it again reads it again
	}
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

func (f *File) isPython() bool { return f.Language != nil && f.Language.Name == "python" }

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

// Has reports whether the file surely or probably has all words of text, which must be in the dictionary.
func (f *File) Has(text string) bool {
	for _, w := range Words(text) {
		id, ok := f.program.words.ids[w]
		if !ok {
			if !f.bloom.has(hashOf(w)) {
				return false
			}
			continue
		}
		if id/64 >= len(f.bits) || f.bits[id/64]&(1<<(id%64)) == 0 {
			return false
		}
	}
	return true
}

// Clauses is a condition on the words of a file: each clause must hold, and holds if the file has one of its texts.
// No clauses at all hold of every file.
type Clauses [][]string

// Hit reports whether the file may satisfy the clauses.
func (f *File) Hit(cs Clauses) bool {
	if !f.read {
		return false
	}
	for _, c := range cs {
		if !f.hasAny(c) {
			return false
		}
	}
	return true
}

func (f *File) hasAny(texts []string) bool {
	for _, t := range texts {
		if f.Has(t) {
			return true
		}
	}
	return false
}
