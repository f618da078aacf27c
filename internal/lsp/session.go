package lsp

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/creachadair/jrpc2"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// session is one workspace and its results, generation after generation.
type session struct {
	server   *Server
	place    workspace.Place
	dir      string // from which the engine counts the names of files
	auditor  Auditor
	progress *progress
	typed    Typed // nil: Go is read as text
	ctx      context.Context
	stop     context.CancelFunc
	wake     chan struct{}

	auditing sync.Mutex // calls of the auditor come one at a time
	audits   int        // how many there were; what one of them returns may hang on that there was none since

	mu       sync.Mutex
	want     int                // the generation that the last change asked for
	have     int                // that of the last audit that came to its end
	disk     []string           // changed on disk, and the auditor does not know
	saved    bool               // the disk has changed since types were looked at
	running  context.CancelFunc // gives up the audit under way; nil for none
	took     time.Duration      // by the last audit that came to its end: where they take little, nobody waits long for the next change
	view     *view              // the last that was whole; nil before the first
	faults   *faults            // of the last audit
	logged   []string           // faults of it that are in the client's log
	texts    *texts             // of the last audit
	rules    []string           // files and folders of rules, as the configuration last named them
	finished chan struct{}      // closed when another audit comes to its end
}

func newSession(s *Server, p workspace.Place, dir string) *session {
	w := &session{server: s, place: p, dir: dir, wake: make(chan struct{}, 1), finished: make(chan struct{}), faults: &faults{}}
	w.ctx, w.stop = context.WithCancel(s.ctx)
	w.progress = newProgress(s, "connaudit: "+p.Root)
	return w
}

// end gives up what is under way. Who waits is told to ask again.
func (w *session) end() { w.stop() }

// change asks for the generation after a change. An audit under way is overtaken, but for the first: that takes longest, and somebody who
// types must not keep it from coming to its end.
func (w *session) change(disk []string, saved bool) {
	w.mu.Lock()
	w.want++
	w.saved = w.saved || saved
	w.disk = append(w.disk, disk...)
	if w.running != nil && w.have > 0 {
		w.running()
	}
	w.mu.Unlock()
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// loop audits whenever something has changed, until the session ends.
func (w *session) loop() {
	defer w.auditor.Close()
	for {
		select {
		case <-w.ctx.Done():
			return
		case <-w.wake:
		}
		if !w.settle() {
			return
		}
		w.run()
	}
}

// minDelay is how long a change waits for the next one at least. quick is how long an audit may take that is not worth waiting for: the next
// change gives it up.
const (
	minDelay = 2 * time.Millisecond
	quick    = 200 * time.Millisecond
)

// delayAfter is how long to wait for the next change where the last audit took so long, at most as long as is asked for.
func delayAfter(took, most time.Duration) time.Duration {
	return min(most, max(took-quick, minDelay))
}

// settle waits until nothing has changed for a moment. The first audit waits for nothing.
func (w *session) settle() bool {
	w.mu.Lock()
	first := w.have == 0
	w.mu.Unlock()
	if first {
		return w.ctx.Err() == nil
	}
	w.server.mu.Lock()
	delay := delayAfter(w.took, w.server.settings.delay())
	w.server.mu.Unlock()
	timer := time.NewTimer(delay)
	defer timer.Stop()
	for {
		select {
		case <-w.ctx.Done():
			return false
		case <-w.wake:
			timer.Reset(delay)
		case <-timer.C:
			return true
		}
	}
}

// run makes one audit and takes its results, unless a change overtakes it.
func (w *session) run() {
	ctx, cancel := context.WithCancel(w.ctx)
	defer cancel()
	w.mu.Lock()
	gen, disk := w.want, w.disk
	if w.saved && w.typed != nil {
		w.typed.Forget()
	}
	w.disk, w.saved, w.running = nil, false, cancel
	w.mu.Unlock()
	w.progress.begin()
	docs := w.server.docs.snapshot()
	begun := time.Now()
	got, err := w.audit(ctx, overlay(docs), disk)
	w.progress.end()
	w.mu.Lock()
	w.running = nil
	if ctx.Err() != nil {
		w.disk = append(disk, w.disk...) // the next one tells of them
		w.mu.Unlock()
		return
	}
	w.took = time.Since(begun)
	w.mu.Unlock()
	w.take(gen, docs, got, err)
	w.server.tell(w)
}

// audit calls the auditor. A fault in it is an error: the session goes on.
func (w *session) audit(ctx context.Context, overlay map[string][]byte, disk []string) (got *Audited, err error) {
	w.auditing.Lock()
	defer w.auditing.Unlock()
	defer func() {
		if p := recover(); p != nil {
			w.server.crashed("an audit", p)
			err = errCrashed
		}
	}()
	w.audits++
	return w.auditor.Audit(ctx, overlay, disk)
}

// take makes the results of an audit those of the session.
func (w *session) take(gen int, docs map[string]*document, got *Audited, err error) {
	w.mu.Lock()
	texts := newTexts(w.server.encoding, docs, w.texts)
	none := w.view == nil
	w.mu.Unlock()
	v, f := w.told(docs, texts, got, err, none)
	w.mu.Lock()
	defer w.mu.Unlock()
	if v != nil {
		w.view = v
	}
	w.have, w.faults, w.texts = gen, f, texts
	close(w.finished)
	w.finished = make(chan struct{})
}

// told is what there is to say after an audit; v is nil where the results before stay, unless there are none. A fault here is like one in the
// audit: who waits for results must not wait for ever.
func (w *session) told(docs map[string]*document, t *texts, got *Audited, err error, none bool) (v *view, f *faults) {
	defer func() {
		if p := recover(); p != nil {
			w.server.crashed("what an audit found", p)
			v, f = nil, faultsOf(w, nil, errCrashed)
		}
	}()
	f = faultsOf(w, got, err)
	if got != nil && (!f.broken || none) {
		v = newView(w, got, docs, t)
	}
	f.render(t)
	return v, f
}

// await returns the results of the generation that is asked for now, or of a later one. v is nil where there are none.
func (w *session) await(ctx context.Context) (v *view, f *faults, err error) {
	w.mu.Lock()
	want := w.want
	for w.have < want {
		finished := w.finished
		w.mu.Unlock()
		select {
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		case <-w.ctx.Done():
			return nil, nil, jrpc2.Errorf(codeServerCanceled, "the workspace is opened anew").WithData(protocol.DiagnosticServerCancellationData{RetriggerRequest: true})
		case <-finished:
		}
		w.mu.Lock()
	}
	defer w.mu.Unlock()
	return w.view, w.faults, nil
}

// now returns the results as they are, without waiting.
func (w *session) now() (*view, *faults) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.view, w.faults
}

// news are the faults that stand in no file, but for those of which the audit before has told.
func (w *session) news() (out []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, text := range w.faults.loose {
		if !slices.Contains(w.logged, text) {
			out = append(out, text)
		}
	}
	w.logged = w.faults.loose
	return out
}

// still does something that hangs on a view being of the last audit; false says that it is not, and that another one is asked for if need be.
func (w *session) still(v *view, do func()) bool {
	w.auditing.Lock()
	defer w.auditing.Unlock()
	if w.audits == v.number {
		do()
		return true
	}
	w.mu.Lock()
	overtaken := w.have < w.want || w.faults.broken
	w.mu.Unlock()
	if !overtaken {
		w.change(nil, true)
	}
	return false
}
