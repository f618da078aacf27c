package lsp

import (
	"context"
	"testing"
	"time"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// broken is an auditor of whose results nothing can be said.
type broken struct{ audits int }

func (b *broken) Audit(context.Context, map[string][]byte, []string) (*Audited, error) {
	if b.audits++; b.audits == 1 {
		return &Audited{}, nil // no result to look at
	}
	return &Audited{Result: &diag.Result{}}, nil
}

func (*broken) Try(context.Context, map[string][]byte) (*diag.Result, error) { return nil, nil }
func (*broken) Close()                                                       {}

// TestFaultAfterAudit has a fault come up when what an audit found is restated: who waits hears of it, and the next audit is made.
func TestFaultAfterAudit(t *testing.T) {
	s := newServer(context.Background(), Options{})
	s.rpc = jrpc2.NewServer(s, &jrpc2.ServerOptions{AllowPush: true})
	near, far := channel.Direct()
	s.rpc.Start(near)
	go func() {
		for {
			if _, err := far.Recv(); err != nil {
				return
			}
		}
	}()
	defer func() {
		s.close()
		s.rpc.Stop()
		_ = far.Close()
	}()
	s.client.TextDocument.Diagnostic = &protocol.Dynamic{}
	w := newSession(s, workspace.Place{}, t.TempDir())
	w.auditor = &broken{}
	s.background(w.loop)
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	w.change(nil, true)
	if v, f, err := w.await(ctx); err != nil || v != nil || !f.broken {
		t.Fatalf("after the fault: %v, %+v, %v", v, f, err)
	}
	w.change(nil, true)
	if v, f, err := w.await(ctx); err != nil || v == nil || f.broken {
		t.Errorf("after the next audit: %v, %+v, %v", v, f, err)
	}
}

// TestNews has audits find the same fault again and again, as they do after each keystroke: the log has it once, and anew when it comes back.
func TestNews(t *testing.T) {
	w := &session{}
	for i, c := range []struct {
		loose []string
		want  int
	}{{[]string{"a", "b"}, 2}, {[]string{"a", "b"}, 0}, {[]string{"b", "c"}, 1}, {nil, 0}, {[]string{"b"}, 1}} {
		w.faults = &faults{loose: c.loose}
		if got := w.news(); len(got) != c.want {
			t.Errorf("%d: %q is news, want %d", i, got, c.want)
		}
	}
}
