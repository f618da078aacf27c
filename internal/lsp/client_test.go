package lsp

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creachadair/jrpc2"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

const samples = "../../testdata/workspaces"

// client is an editor as far as a test needs one.
type client struct {
	t      *testing.T
	server *Server
	rpc    *jrpc2.Client
	served chan bool // whether the end was orderly
	toward io.Writer // to the server, for what is no message

	mu         sync.Mutex
	changed    *sync.Cond
	published  map[protocol.URI]protocol.PublishDiagnosticsParams
	order      []protocol.PublishDiagnosticsParams // all that was published
	calls      []string                            // methods that the server asked for
	registered []string                            // what it wants to be told of
	notes      []string                            // methods that it told
	logged     []string
	shown      []protocol.ShowDocumentParams
	settings   map[string]any
	texts      map[protocol.URI]string
}

// start begins a session with an editor of these capabilities; none of the folders: an editor without one.
func start(t *testing.T, capabilities map[string]any, folders ...string) *client {
	t.Helper()
	return startWith(t, Options{}, capabilities, folders...)
}

func startWith(t *testing.T, o Options, capabilities map[string]any, folders ...string) *client {
	t.Helper()
	c := dial(t, o)
	answer := c.connect(capabilities, folders...)
	if answer.Capabilities.TextDocumentSync.Change != protocol.SyncIncremental {
		t.Errorf("sync is %+v", answer.Capabilities.TextDocumentSync)
	}
	return c
}

func (c *client) connect(capabilities map[string]any, folders ...string) (answer protocol.InitializeResult) {
	c.t.Helper()
	var open []protocol.WorkspaceFolder
	for _, dir := range folders {
		open = append(open, protocol.WorkspaceFolder{URI: protocol.URIOf(dir), Name: filepath.Base(dir)})
	}
	c.call("initialize", map[string]any{"processId": nil, "rootUri": nil, "workspaceFolders": open, "capabilities": capabilities,
		"initializationOptions": map[string]any{"delay": 1}}, &answer)
	c.tell("initialized", map[string]any{})
	return answer
}

// dial connects to a server, and says nothing yet.
func dial(t *testing.T, o Options) *client {
	t.Helper()
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	c := &client{t: t, served: make(chan bool, 1), toward: toServer, published: map[protocol.URI]protocol.PublishDiagnosticsParams{},
		texts: map[protocol.URI]string{}}
	c.changed = sync.NewCond(&c.mu)
	o.Tool = diag.Tool{Name: "connaudit", Version: "test"}
	c.server = newServer(context.Background(), o)
	go func() {
		orderly, err := c.server.serve(context.Background(), in, out)
		if err != nil {
			t.Errorf("serving: %v", err)
		}
		_ = out.Close()
		c.served <- orderly
	}()
	f := newFraming(fromServer, toServer, func() error { return toServer.Close() })
	c.rpc = jrpc2.NewClient(inOrder{f, c.hear}, &jrpc2.ClientOptions{OnCallback: c.answer,
		OnCancel: func(rpc *jrpc2.Client, r *jrpc2.Response) {
			_ = rpc.Notify(context.Background(), "$/cancelRequest", map[string]any{"id": json.RawMessage(r.ID())})
		}})
	t.Cleanup(func() { _ = c.rpc.Close(); _ = fromServer.Close(); <-c.served })
	return c
}

// inOrder is a channel whose notifications are heard in the order in which they come. The library has a goroutine for each.
type inOrder struct {
	*framing
	hear func(method string, params json.RawMessage)
}

func (o inOrder) Recv() ([]byte, error) {
	for {
		data, err := o.framing.Recv()
		var m struct {
			ID     json.RawMessage
			Method string
			Params json.RawMessage
		}
		if err != nil || json.Unmarshal(data, &m) != nil || m.Method == "" || m.ID != nil {
			return data, err
		}
		o.hear(m.Method, m.Params)
	}
}

func (c *client) hear(method string, params json.RawMessage) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.notes = append(c.notes, method)
	switch method {
	case "textDocument/publishDiagnostics":
		var p protocol.PublishDiagnosticsParams
		_ = json.Unmarshal(params, &p)
		c.published[p.URI] = p
		c.order = append(c.order, p)
	case "window/logMessage":
		var p protocol.MessageParams
		_ = json.Unmarshal(params, &p)
		c.logged = append(c.logged, p.Message)
	}
	c.changed.Broadcast()
}

func (c *client) answer(_ context.Context, r *jrpc2.Request) (any, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls = append(c.calls, r.Method())
	c.changed.Broadcast()
	switch r.Method() {
	case "workspace/configuration":
		return []any{c.settings}, nil
	case "client/registerCapability":
		c.registered = append(c.registered, r.ParamString())
	case "window/showDocument":
		var p protocol.ShowDocumentParams
		_ = r.UnmarshalParams(&p)
		c.shown = append(c.shown, p)
	case "workspace/applyEdit":
		var p protocol.ApplyWorkspaceEditParams
		_ = r.UnmarshalParams(&p)
		c.take(p.Edit)
		return map[string]any{"applied": true}, nil
	}
	return nil, nil
}

// call asks the server; an error ends the test.
func (c *client) call(method string, params, result any) {
	c.t.Helper()
	if err := c.try(method, params, result); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
}

func (c *client) try(method string, params, result any) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	r, err := c.rpc.Call(ctx, method, params)
	if err != nil || result == nil {
		return err
	}
	return r.UnmarshalResult(result)
}

func (c *client) tell(method string, params any) {
	c.t.Helper()
	if err := c.rpc.Notify(context.Background(), method, params); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
}

// wait waits until something holds, which is asked with the lock held.
func (c *client) wait(what string, holds func() bool) {
	c.t.Helper()
	timeout := time.AfterFunc(30*time.Second, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.t.Errorf("waited too long: %s; log: %s", what, strings.Join(c.logged, "\n"))
		c.published = nil
		c.changed.Broadcast()
	})
	defer timeout.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.published != nil && !holds() {
		c.changed.Wait()
	}
	if c.published == nil {
		c.t.FailNow()
	}
}

// open opens a file as it is on disk.
func (c *client) open(abs string) protocol.URI {
	c.t.Helper()
	text, err := os.ReadFile(abs)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.openText(abs, string(text))
}

func (c *client) openText(abs, text string) protocol.URI {
	c.t.Helper()
	uri := protocol.URIOf(abs)
	c.mu.Lock()
	c.texts[uri] = text
	c.mu.Unlock()
	c.tell("textDocument/didOpen", protocol.DidOpenTextDocumentParams{TextDocument: protocol.TextDocumentItem{URI: uri, LanguageID: "x", Version: 1, Text: text}})
	return uri
}

// change replaces the whole text of an open document.
func (c *client) change(uri protocol.URI, version int, text string) {
	c.t.Helper()
	c.mu.Lock()
	c.texts[uri] = text
	c.mu.Unlock()
	c.tell("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": uri, "version": version},
		"contentChanges": []any{map[string]any{"text": text}}})
}

// pull returns the diagnostics of a document.
func (c *client) pull(uri protocol.URI) []protocol.Diagnostic {
	c.t.Helper()
	var r struct{ Items []protocol.Diagnostic }
	c.call("textDocument/diagnostic", map[string]any{"textDocument": map[string]any{"uri": uri}}, &r)
	return r.Items
}

// take makes edits in the open texts, and on disk for what is not open. The caller holds the lock.
func (c *client) take(e protocol.WorkspaceEdit) {
	all := map[protocol.URI][]protocol.TextEdit{}
	for uri, edits := range e.Changes {
		all[uri] = edits
	}
	for _, d := range e.DocumentChanges {
		all[d.TextDocument.URI] = append(all[d.TextDocument.URI], d.Edits...)
	}
	for uri, edits := range all {
		text, open := c.texts[uri]
		abs, _ := uri.Path()
		if !open {
			raw, err := os.ReadFile(abs)
			if err != nil {
				c.t.Errorf("an edit of a file that is not there: %v", err)
				continue
			}
			text = string(raw)
		}
		text = edited(text, edits)
		if open {
			c.texts[uri] = text
		} else if err := os.WriteFile(abs, []byte(text), 0o600); err != nil {
			c.t.Error(err)
		}
	}
}

// edited makes edits in a text, whose positions all count in it as it is.
func edited(text string, edits []protocol.TextEdit) string {
	t := protocol.NewText([]byte(text), protocol.UTF16)
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b protocol.TextEdit) int { return t.Offset(a.Range.Start) - t.Offset(b.Range.Start) })
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(text[at:t.Offset(e.Range.Start)])
		b.WriteString(e.NewText)
		at = t.Offset(e.Range.End)
	}
	return b.String() + text[at:]
}

// copied is a sample workspace that a test may change.
func copied(t *testing.T, name string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(samples, name))); err != nil {
		t.Fatal(err)
	}
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		dir = resolved
	}
	return dir
}

// pulls are the capabilities of a client that asks for diagnostics.
func pulls() map[string]any {
	return map[string]any{
		"textDocument": map[string]any{"diagnostic": map[string]any{}, "codeAction": map[string]any{"dataSupport": true,
			"disabledSupport": true, "resolveSupport": map[string]any{"properties": []string{"edit"}}}},
		"workspace": map[string]any{"workspaceEdit": map[string]any{"documentChanges": true}, "diagnostics": map[string]any{"refreshSupport": true}},
		"window":    map[string]any{"showDocument": map[string]any{"support": true}},
	}
}

// pushes are those of one to which they are published.
func pushes() map[string]any {
	return map[string]any{"textDocument": map[string]any{"publishDiagnostics": map[string]any{"relatedInformation": true, "versionSupport": true}}}
}

func mkdir(dir string) error { return os.MkdirAll(dir, 0o700) }
