package engine

import (
	"context"
	"maps"
	"os"
	"slices"

	"github.com/bytelyst/connaudit/internal/check"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/files"
	"github.com/bytelyst/connaudit/internal/link"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// liveCode is how many bytes of code stay parsed in a Live. A workspace with more code that matters is parsed anew for each result.
const liveCode = 32 << 20

// Live is a workspace whose code changes, as an editor has it. It comes to the result that Check comes to, and does only that again which
// hangs on what has changed. It is not safe for concurrent use.
type Live struct {
	o       Options // with what lies over the files on disk by now
	ws      *workspace.Workspace
	rules   *rule.Set
	prog    *program.Program
	linker  *link.Linker
	memory  *check.Memory
	partial bool
	imports imports
	errors  []diag.RunError // of the rules
	set     *files.Noted    // what was read as configuration, rules or what is accepted
	last    *audit          // that of the last Result; nil before it, and when it has been overtaken
}

// OpenLive opens a workspace. The options are those of Check, but for those that look at other states of the files than one: Staged, NewFrom and
// Cache must not be set. The error says that it cannot be audited at all.
func OpenLive(ctx context.Context, o Options) (*Live, error) {
	o.Overlay = maps.Clone(o.Overlay) // it goes on from there, and the caller's stays as it is
	if o.Overlay == nil {
		o.Overlay = map[string][]byte{}
	}
	a := newAudit(o)
	a.set = files.Note(files.Over(files.Disk, o.Overlay))
	if err := a.take(ctx, []step{{"discover", a.discover}, {"rules", a.loadRules}, {"read", a.read}}); err != nil {
		return nil, err
	}
	if o.HeldCode == 0 {
		a.linker.HeldSize = liveCode
	}
	a.linker.Remember()
	return &Live{o: o, ws: a.ws, rules: a.rules, prog: a.prog, linker: a.linker, memory: check.NewMemory(), partial: a.partial, imports: a.imports, errors: a.result.Errors, set: a.set}, nil
}

// Effect is what a change of a file means for a Live.
type Effect uint8

// Effects of changes.
const (
	Followed Effect = iota // the next Result is that of the changed workspace
	Nothing                // no result hangs on the file
	Anew                   // more hangs on it than what it states: the workspace must be opened anew
)

// Change has the file with the absolute path hold another text than on disk. What says how packages and modules hang together is read from disk
// all the same, as Check does.
func (l *Live) Change(abs string, data []byte) Effect {
	wf := l.ws.FileAt(abs)
	switch {
	case wf == nil && program.IsCode(abs):
		return Nothing // left out, or of no repository
	case wf == nil:
		return Anew // it may be a configuration, or a rule file
	}
	f := l.prog.FileFrom(wf)
	switch {
	case f != nil && f.Is(data):
		return Followed // it does so already
	case f == nil || l.set.Read(abs):
		return Anew
	}
	l.last = nil
	l.o.Overlay[abs] = data
	if f.IsCode() {
		l.linker.Replace(f, data)
		return Followed
	}
	l.linker.ReplaceText(f, data)
	l.memory = check.NewMemory() // of no verdict, and of nothing that was written, is it known whether it hangs on the text
	return Followed
}

// Reread has the file with the absolute path hold what is on disk. What is no file of its own any more, but a link say, the workspace must look
// at anew: it may lead out of it.
func (l *Live) Reread(abs string) Effect {
	wf := l.ws.FileAt(abs)
	if wf == nil {
		return l.Change(abs, nil)
	}
	if info, err := os.Lstat(abs); err != nil || !info.Mode().IsRegular() || info.Size() > source.MaxBytes {
		return Anew
	}
	data, _, err := wf.ReadAll(source.MaxBytes)
	if err != nil || l.configures(wf, data) {
		return Anew // it is gone, say
	}
	return l.Change(abs, data)
}

// Reconfigured reports whether the file with the absolute path says how code is read, and says something else on disk by now. The workspace must be
// opened anew then, whatever text lies over it.
func (l *Live) Reconfigured(abs string) bool {
	wf := l.ws.FileAt(abs)
	if wf == nil {
		return false
	}
	data, _, _ := wf.ReadAll(source.MaxBytes) // what cannot be read says nothing
	return l.configures(wf, data)
}

func (l *Live) configures(wf *workspace.File, data []byte) bool {
	f := l.prog.FileFrom(wf)
	return f != nil && !f.IsCode() && l.prog.Configures(f, data)
}

// Reads reports whether the file with the absolute path is read.
func (l *Live) Reads(abs string) bool { return l.ws.FileAt(abs) != nil }

// Origin is that of diag.Survey, for the last Result; nowhere if there was none since the last Change.
func (l *Live) Origin(abs string, offset int) diag.Location {
	if l.last == nil {
		return diag.Location{}
	}
	return l.last.origin(abs, offset)
}

// Learned tells what the last Result was made from, with its tables; nil if there was none since the last Change.
func (l *Live) Learned() *diag.FactList {
	if l.last == nil {
		return nil
	}
	list := l.last.factList()
	list.Tables = l.last.factTables()
	return list
}

// Result audits the workspace as it is now. The error is the context's, or says that it could not be audited; both leave the next result
// to come out as it should.
func (l *Live) Result(ctx context.Context) (*diag.Result, error) {
	l.last = nil
	a := newAudit(l.o)
	a.ws, a.rules, a.prog, a.linker, a.memory, a.partial, a.imports = l.ws, l.rules, l.prog, l.linker, l.memory, l.partial, l.imports
	a.result.Errors = slices.Clone(l.errors)
	if err := a.evaluate(ctx); err != nil {
		return nil, err
	}
	l.last = a
	return a.result, nil
}
