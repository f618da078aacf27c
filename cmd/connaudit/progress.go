package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/bytelyst/connaudit/internal/source"
)

// A run of less than progressAfter shows no progress; a longer one shows it anew every progressEvery.
const (
	progressAfter = time.Second
	progressEvery = 100 * time.Millisecond
)

// eraseLine takes the cursor to the start of the line and erases it.
const eraseLine = "\r\x1b[K"

// progress is a line on a terminal that says what is being done. What is done is noted at every update and drawn only at
// a tick, so that updates cost nothing.
type progress struct {
	w io.Writer

	mu          sync.Mutex
	phase       string
	done, total int

	end  chan struct{} // closed to stop
	gone chan struct{} // closed when the line is erased
}

// startProgress draws a line at every tick until it is stopped.
func startProgress(w io.Writer, ticks <-chan time.Time) *progress {
	p := &progress{w: w, end: make(chan struct{}), gone: make(chan struct{})}
	go p.draw(ticks)
	return p
}

// ticks sends at the moments at which progress is drawn, until ctx ends.
func ticks(ctx context.Context) <-chan time.Time {
	out := make(chan time.Time)
	go func() {
		t := time.NewTimer(progressAfter)
		defer t.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case now := <-t.C:
				select {
				case out <- now:
				case <-ctx.Done():
					return
				}
				t.Reset(progressEvery)
			}
		}
	}()
	return out
}

// update notes what is being done; total is 0 where it is not known.
func (p *progress) update(phase string, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.phase, p.done, p.total = phase, done, total
}

// stop erases the line and returns when nothing more is written.
func (p *progress) stop() {
	close(p.end)
	<-p.gone
}

func (p *progress) draw(ticks <-chan time.Time) {
	defer close(p.gone)
	drawn := false
	for {
		select {
		case <-ticks:
			// Progress nobody can see is no reason to fail.
			_, _ = io.WriteString(p.w, eraseLine+p.line())
			drawn = true
		case <-p.end:
			if drawn {
				_, _ = io.WriteString(p.w, eraseLine)
			}
			return
		}
	}
}

// line is short enough for any terminal: a line that wraps cannot be erased.
func (p *progress) line() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	phase := source.Visible(p.phase)
	switch {
	case phase == "":
		return "starting"
	case p.total == 0 && p.done == 0:
		return phase
	case p.total == 0:
		return fmt.Sprintf("%s: %d", phase, p.done)
	}
	return fmt.Sprintf("%s: %d of %d", phase, p.done, p.total)
}
