package lsp

import (
	"context"
	"sync"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// calls are the requests that are not answered yet, by their id as it is written. The library has its own list; a request that it gives
// up before the handler runs would be answered with a code that the protocol does not have.
type calls struct {
	mu   sync.Mutex
	byID map[string]chan struct{} // closed when the client does not wait any more
}

// begin notes a request when it comes in; a notification has no id.
func (c *calls) begin(id string) <-chan struct{} {
	if id == "" {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byID == nil {
		c.byID = map[string]chan struct{}{}
	}
	c.byID[id] = make(chan struct{})
	return c.byID[id]
}

// watch returns a context that ends when the client does not wait any more. done is called when the request is answered.
func (c *calls) watch(ctx context.Context, id string, canceled <-chan struct{}) (_ context.Context, done func()) {
	if canceled == nil {
		return ctx, func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	over := make(chan struct{})
	select {
	case <-canceled:
		cancel()
	default:
		go func() {
			select {
			case <-canceled:
				cancel()
			case <-over:
			}
		}()
	}
	return ctx, func() {
		close(over)
		cancel()
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.byID, id)
	}
}

func (s *Server) cancelRequest(p *protocol.CancelParams) {
	s.calls.mu.Lock()
	defer s.calls.mu.Unlock()
	if canceled := s.calls.byID[string(p.ID)]; canceled != nil {
		close(canceled)
		delete(s.calls.byID, string(p.ID))
	}
}
