package lsp

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// progress shows how far the first audit of a session is. Later ones take too little time to be told of.
type progress struct {
	server *Server
	title  string
	token  string

	mu    sync.Mutex
	begun bool // there is something to end
	over  bool // the first audit is done
	shown bool // the client has made a place for it
	last  time.Time
}

var tokens atomic.Int64

// pace is how often progress is told at most.
const pace = 200 * time.Millisecond

func newProgress(s *Server, title string) *progress {
	return &progress{server: s, title: title, token: fmt.Sprintf("connaudit-%d", tokens.Add(1))}
}

// begin asks the client for a place to show progress; it comes without waiting for that.
func (p *progress) begin() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over || p.begun || !p.server.client.Window.WorkDoneProgress {
		return
	}
	p.begun = true
	p.server.background(func() {
		if p.server.ask("window/workDoneProgress/create", protocol.WorkDoneProgressCreateParams{Token: p.token}, nil) != nil {
			return
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.over {
			return
		}
		p.shown = true
		p.tell(protocol.WorkDoneStep{Kind: "begin", Title: p.title})
	})
}

// report is called by the engine.
func (p *progress) report(phase string, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if !p.shown || now.Sub(p.last) < pace {
		return
	}
	p.last = now
	step := protocol.WorkDoneStep{Kind: "report", Message: phase}
	if total > 0 {
		percent := done * 100 / total
		step.Percentage = &percent
		step.Message = fmt.Sprintf("%s %d/%d", phase, done, total)
	}
	p.tell(step)
}

// end is called after each audit.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		p.tell(protocol.WorkDoneStep{Kind: "end"})
	}
	p.over, p.shown = true, false
}

func (p *progress) tell(step protocol.WorkDoneStep) {
	p.server.notify("$/progress", protocol.ProgressParams{Token: p.token, Value: step})
}
