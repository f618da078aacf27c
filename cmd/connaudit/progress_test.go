package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestProgressIsDrawnAndErased(t *testing.T) {
	var b bytes.Buffer
	ticks := make(chan time.Time) // unbuffered: the next send waits until the last tick was drawn
	p := startProgress(&b, ticks)
	ticks <- time.Time{}
	p.update("scan", 0, 0)
	ticks <- time.Time{}
	p.update("scan", 3, 0)
	ticks <- time.Time{}
	p.update("scan\x1b[2J\n", 3, 10)
	ticks <- time.Time{}
	p.stop()
	parts := strings.Split(b.String(), eraseLine)
	// An update may come before the tick sent ahead of it is drawn, so that only the last line is certain.
	if got := parts[len(parts)-2]; got != `scan\x1b[2J\x0a: 3 of 10` {
		t.Errorf("the last line is %q", got)
	}
	if parts[len(parts)-1] != "" {
		t.Errorf("%q is left on the terminal", parts[len(parts)-1])
	}
}

func TestShortRunsShowNoProgress(t *testing.T) {
	var b bytes.Buffer
	p := startProgress(&b, make(chan time.Time))
	p.update("scan", 1, 2)
	p.stop()
	if b.Len() > 0 {
		t.Errorf("%q was written", b.String())
	}
}

func TestProgressLine(t *testing.T) {
	for want, p := range map[string]*progress{
		"starting":     {},
		"link":         {phase: "link"},
		"scan: 7":      {phase: "scan", done: 7},
		"scan: 7 of 9": {phase: "scan", done: 7, total: 9},
		"scan: 0 of 9": {phase: "scan", total: 9},
	} {
		if got := p.line(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
