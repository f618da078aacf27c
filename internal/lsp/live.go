package lsp

import (
	"bytes"
	"context"
	"maps"
	"os"
	"time"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/source"
)

// liveAuditor holds the workspace between audits, and opens it anew where more has changed than code.
type liveAuditor struct {
	options engine.Options
	today   func() string     // nil: no last day is over
	live    *engine.Live      // nil: to be opened
	laid    map[string][]byte // what it has in place of what was on disk
	day     string            // against which it holds last days

	opened time.Time       // when live was
	there  map[string]bool // open files that were on disk then: those of them that are not read are left out
}

// newAuditor returns an auditor of the workspace that the options mean.
func newAuditor(o engine.Options, today func() string) Auditor {
	return &liveAuditor{options: o, today: today}
}

// Audit implements Auditor.
func (a *liveAuditor) Audit(ctx context.Context, overlay map[string][]byte, disk []string) (*Audited, error) {
	live := a.live
	a.live = nil // unless all goes well
	o := a.with(overlay)
	if live == nil || a.day != o.Today || !a.follow(live, overlay, disk) {
		o.OnRequest = true
		a.opened, a.there = time.Now(), onDisk(overlay)
		var err error
		if live, err = engine.OpenLive(ctx, o); err != nil {
			return nil, err
		}
		a.laid, a.day = maps.Clone(overlay), o.Today
		if a.laid == nil {
			a.laid = map[string][]byte{}
		}
	}
	result, err := live.Result(ctx)
	if err == nil || ctx.Err() != nil {
		a.live = live
	}
	if err != nil {
		return nil, err
	}
	return &Audited{Result: result, Learned: live.Learned, Origin: live.Origin, Reads: live.Reads}, nil
}

// follow brings what is held to where the editor is; false: that cannot be done file by file.
func (a *liveAuditor) follow(live *engine.Live, overlay map[string][]byte, disk []string) bool {
	for _, abs := range disk {
		if _, open := overlay[abs]; open {
			if a.isNew(live, abs) || live.Reconfigured(abs) {
				return false
			}
			continue // the editor's text is what counts
		}
		if !live.Reads(abs) {
			return false // a new file, say
		}
		delete(a.laid, abs)
		if live.Reread(abs) == engine.Anew {
			return false
		}
	}
	for abs := range a.laid {
		if _, open := overlay[abs]; !open {
			delete(a.laid, abs)
			if live.Reread(abs) == engine.Anew {
				return false
			}
		}
	}
	for abs, data := range overlay {
		if was, known := a.laid[abs]; known && bytes.Equal(was, data) {
			continue
		}
		if live.Change(abs, data) == engine.Anew {
			return false
		}
		a.laid[abs] = data
	}
	return true
}

// Try implements Auditor, by an audit from the start.
func (a *liveAuditor) Try(ctx context.Context, overlay map[string][]byte) (*diag.Result, error) {
	o := a.with(overlay)
	o.Progress = nil
	return engine.Check(ctx, o)
}

// with is the options of an audit with other contents of some files, today.
func (a *liveAuditor) with(overlay map[string][]byte) engine.Options {
	o := a.options
	o.Overlay = overlay
	if a.today != nil {
		o.Today = a.today()
	}
	return o
}

// settling is more than the steps in which file systems count time.
const settling = 2 * time.Second

// isNew reports whether an open file is not read because there was none on disk yet.
func (a *liveAuditor) isNew(live *engine.Live, abs string) bool {
	if live.Reads(abs) || a.there[abs] {
		return false
	}
	info, err := os.Lstat(abs)
	if err != nil {
		return false
	}
	s := source.StampOf(info)
	return max(s.Modified, s.Changed) >= a.opened.Add(-settling).UnixNano()
}

// onDisk are the files that there are.
func onDisk(overlay map[string][]byte) map[string]bool {
	out := map[string]bool{}
	for abs := range overlay {
		if _, err := os.Lstat(abs); err == nil {
			out[abs] = true
		}
	}
	return out
}

// Close implements Auditor.
func (a *liveAuditor) Close() { a.live = nil }
