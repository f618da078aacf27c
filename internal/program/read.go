package program

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
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

// Each calls f for 0..n-1 on the workers, and returns when all calls have. A call that panics has Each panic: a server can go on after that,
// and could not where a goroutine of its own ended the process.
func Each(n, workers int, f func(i int)) {
	var wg sync.WaitGroup
	var next atomic.Int64
	var failed atomic.Pointer[Panic]
	for range max(workers, 1) {
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					failed.CompareAndSwap(nil, &Panic{p, debug.Stack()})
				}
			}()
			for i := int(next.Add(1)) - 1; i < n && failed.Load() == nil; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
	if p := failed.Load(); p != nil {
		panic(p)
	}
}

// Panic is what Each panics with: what a call did, and where that was.
type Panic struct {
	Value any
	Stack []byte
}

// Error implements error.
func (p *Panic) Error() string { return fmt.Sprintf("%v\n%s", p.Value, p.Stack) }

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
	f.note(f.text.Text)
	if !keep(f) || f.program.kept.Add(int64(f.size)) > maxKept {
		f.text, f.textOnce = nil, sync.Once{} // whoever asks for it again reads it again
	}
}

func (f *File) isGo() bool { return f.Language != nil && f.Language.Name == "go" }

func (f *File) isPython() bool { return f.Language != nil && f.Language.Name == "python" }

// Has reports whether the file surely or probably has all words of text, which must be in the dictionary.
func (f *File) Has(text string) bool {
	for _, w := range Words(text) {
		id, listed := f.program.words.ids[w]
		if listed && !f.hasListed(id) || !listed && !f.mayHave(hashOf(w)) {
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
	if !f.isRead() {
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
