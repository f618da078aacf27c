package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	"github.com/creachadair/jrpc2"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// Codes of errors that the protocol adds to those of JSON-RPC.
const (
	codeNotInitialized jrpc2.Code = -32002
	codeServerCanceled jrpc2.Code = -32802
	codeCanceled       jrpc2.Code = -32800
	codeFailed         jrpc2.Code = -32803
)

// table is every method there is.
func (s *Server) table() map[string]jrpc2.Handler {
	return map[string]jrpc2.Handler{
		"initialize":                          request(s.initialize),
		"initialized":                         notification(s.initialized),
		"shutdown":                            request(s.shutdown),
		"exit":                                notification(s.leave),
		"$/cancelRequest":                     notification(s.cancelRequest),
		"textDocument/didOpen":                notification(s.didOpen),
		"textDocument/didChange":              notification(s.didChange),
		"textDocument/didSave":                notification(s.didSave),
		"textDocument/didClose":               notification(s.didClose),
		"textDocument/diagnostic":             request(s.diagnostic),
		"textDocument/codeAction":             request(s.codeAction),
		"textDocument/codeLens":               request(s.codeLens),
		"textDocument/completion":             request(s.completion),
		"textDocument/definition":             request(s.definition),
		"textDocument/hover":                  request(s.hover),
		"textDocument/references":             request(s.references),
		"codeAction/resolve":                  request(s.resolveAction),
		"workspace/diagnostic":                request(s.workspaceDiagnostic),
		"workspace/didChangeConfiguration":    notification(s.didChangeConfiguration),
		"workspace/didChangeWatchedFiles":     notification(s.didChangeWatchedFiles),
		"workspace/didChangeWorkspaceFolders": notification(s.didChangeWorkspaceFolders),
		"workspace/executeCommand":            request(s.executeCommand),
	}
}

// request makes a handler of a method that is answered.
func request[P any](do func(context.Context, *P) (any, error)) jrpc2.Handler {
	return func(ctx context.Context, r *jrpc2.Request) (any, error) {
		p := new(P)
		if err := decode(r, p); err != nil {
			return nil, err
		}
		out, err := do(ctx, p)
		return out, answered(ctx, err)
	}
}

// notification makes a handler of one that is not.
func notification[P any](do func(*P)) jrpc2.Handler {
	return func(_ context.Context, r *jrpc2.Request) (any, error) {
		p := new(P)
		if err := decode(r, p); err != nil {
			return nil, err
		}
		do(p)
		return nil, nil
	}
}

func decode(r *jrpc2.Request, p any) error {
	if !r.HasParams() {
		return nil
	}
	if err := json.Unmarshal([]byte(r.ParamString()), p); err != nil {
		return jrpc2.Errorf(jrpc2.InvalidParams, "%s: %v", r.Method(), err)
	}
	return nil
}

// answered gives an error the code that the protocol has for it.
func answered(ctx context.Context, err error) error {
	var coded *jrpc2.Error
	switch {
	case err == nil || errors.As(err, &coded):
		return err
	case ctx.Err() != nil || errors.Is(err, context.Canceled):
		return jrpc2.Errorf(codeCanceled, "cancelled")
	}
	return jrpc2.Errorf(codeFailed, "%v", err)
}

// Assign returns the handler of a method, nil for none. Messages come here in their order, one at a time.
func (s *Server) Assign(in context.Context, method string) jrpc2.Handler {
	h := s.methods[method]
	begun, err := s.state.admit(method, h != nil)
	if err != nil {
		return func(context.Context, *jrpc2.Request) (any, error) { return nil, err }
	}
	if h == nil {
		return nil
	}
	canceled := s.calls.begin(jrpc2.InboundRequest(in).ID())
	return func(ctx context.Context, r *jrpc2.Request) (out any, err error) {
		ctx, done := s.calls.watch(ctx, r.ID(), canceled)
		defer done()
		defer func() {
			if p := recover(); p != nil {
				s.crashed(method, p)
				err = jrpc2.Errorf(jrpc2.InternalError, "%s failed: %v", method, p)
			}
		}()
		if method == methodInitialize {
			defer func() { s.state.begin(err == nil) }()
		} else if err := s.state.wait(ctx, begun); err != nil {
			return nil, err
		}
		if canceled != nil && method != methodInitialize && method != methodShutdown {
			select {
			case s.slots <- struct{}{}:
				defer func() { <-s.slots }()
			case <-ctx.Done():
				return nil, answered(ctx, ctx.Err())
			}
		}
		return h(ctx, r)
	}
}

// recovered keeps a fault in one place from ending the server; it is for defer.
func (s *Server) recovered(what string) {
	if p := recover(); p != nil {
		s.crashed(what, p)
	}
}

func (s *Server) crashed(what string, p any) {
	s.log(protocol.MessageError, fmt.Sprintf("connaudit: %s failed, please report this: %v\n%s", what, p, debug.Stack()))
}

const (
	methodInitialize = "initialize"
	methodShutdown   = "shutdown"
)

// stateMachine is how far a connection has come.
type stateMachine struct {
	mu                           sync.Mutex
	begun                        chan struct{} // closed when initialize is answered; nil before it comes
	initialized, confirmed, down bool
}

// errNotInitialized says that initialize must come first.
var errNotInitialized = jrpc2.Errorf(codeNotInitialized, "the server is not initialized")

// admit says whether a message may come now. What comes behind initialize waits until begun is closed; nil: it waits for nothing.
func (m *stateMachine) admit(method string, known bool) (begun <-chan struct{}, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case method == "exit" || method == "$/cancelRequest":
		return nil, nil
	case method == methodInitialize && m.begun == nil:
		m.begun = make(chan struct{})
		return nil, nil
	case method == methodInitialize:
		return nil, jrpc2.Errorf(jrpc2.InvalidRequest, "initialize was asked for already")
	case m.begun == nil:
		return nil, errNotInitialized
	case m.down:
		return nil, jrpc2.Errorf(jrpc2.InvalidRequest, "the server is shut down")
	case known && method == methodShutdown:
		m.down = true
	}
	return m.begun, nil
}

// begin is called when initialize has been dealt with. One that failed may come again.
func (m *stateMachine) begin(ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.initialized = ok
	close(m.begun)
	if !ok {
		m.begun = nil
	}
}

// wait waits for the answer to initialize.
func (m *stateMachine) wait(ctx context.Context, begun <-chan struct{}) error {
	if begun == nil {
		return nil
	}
	select {
	case <-begun:
	case <-ctx.Done():
		return answered(ctx, ctx.Err())
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.initialized {
		return errNotInitialized
	}
	return nil
}

// once reports whether the client confirms for the first time that it is initialized.
func (m *stateMachine) once() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	was := m.confirmed
	m.confirmed = true
	return !was
}

// orderly reports whether shutdown came.
func (m *stateMachine) orderly() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.down
}
