package main

import (
	"context"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// editor is a client of a server of its own.
type editor struct {
	rpc     *jrpc2.Client
	command *exec.Cmd
	heard   chan protocol.PublishDiagnosticsParams
}

// start starts a server for a workspace, as an editor does.
func start(server, dir string) (*editor, error) {
	e := &editor{command: exec.Command(server, "lsp"), heard: make(chan protocol.PublishDiagnosticsParams, 1<<16)} //nolint:gosec // what is to be measured
	e.command.Dir = dir
	in, err := e.command.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := e.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := e.command.Start(); err != nil {
		return nil, err
	}
	e.rpc = jrpc2.NewClient(channel.LSP(out, in), &jrpc2.ClientOptions{OnNotify: e.hear})
	root := protocol.URIOf(dir)
	_, err = e.rpc.Call(context.Background(), "initialize", map[string]any{
		"rootUri": root, "workspaceFolders": []any{map[string]any{"uri": root, "name": filepath.Base(dir)}},
		"capabilities": map[string]any{"textDocument": map[string]any{"publishDiagnostics": map[string]any{"versionSupport": true}}},
	})
	if err != nil {
		return nil, errors.Join(err, e.command.Process.Kill())
	}
	return e, e.rpc.Notify(context.Background(), "initialized", map[string]any{})
}

func (e *editor) hear(r *jrpc2.Request) {
	var p protocol.PublishDiagnosticsParams
	if r.Method() == "textDocument/publishDiagnostics" && r.UnmarshalParams(&p) == nil {
		e.heard <- p
	}
}

func (e *editor) stop() {
	_, _ = e.rpc.Call(context.Background(), "shutdown", nil)
	_ = e.rpc.Notify(context.Background(), "exit", nil)
	_ = e.command.Wait()
}

// wait returns when diagnostics of the document's version have come.
func (e *editor) wait(uri protocol.URI, version int) error {
	limit := time.After(time.Minute)
	for {
		select {
		case p := <-e.heard:
			if p.URI == uri && p.Version != nil && *p.Version >= version {
				return nil
			}
		case <-limit:
			return errors.New("no diagnostics within a minute")
		}
	}
}

// typeIn opens a document, types in it, and returns how long the diagnostics after each keystroke took.
func (e *editor) typeIn(ctx context.Context, abs, text string, edits int, pause time.Duration) (times []time.Duration, err error) {
	uri := protocol.URIOf(abs)
	err = e.rpc.Notify(ctx, "textDocument/didOpen", protocol.DidOpenTextDocumentParams{
		TextDocument: protocol.TextDocumentItem{URI: uri, LanguageID: "typescript", Version: 0, Text: text}})
	if err != nil {
		return nil, err
	}
	if err := e.wait(uri, 0); err != nil {
		return nil, err
	}
	line := behindMiddle(text)
	for n := range edits {
		start, end, with := keystroke(n)
		begun := time.Now()
		err := e.rpc.Notify(ctx, "textDocument/didChange", map[string]any{
			"textDocument": map[string]any{"uri": uri, "version": n + 1},
			"contentChanges": []any{map[string]any{"text": with, "range": protocol.Range{
				Start: protocol.Position{Line: line, Character: start}, End: protocol.Position{Line: line, Character: end}}}},
		})
		if err != nil {
			return nil, err
		}
		if err := e.wait(uri, n+1); err != nil {
			return nil, err
		}
		times = append(times, time.Since(begun))
		time.Sleep(pause)
	}
	return times, nil
}

// keystroke is the nth one: what is typed grows by a character each, and then shrinks.
func keystroke(n int) (start, end int, with string) {
	at := n % (2 * len(typed))
	if at < len(typed) {
		return at, at, typed[at : at+1]
	}
	back := 2*len(typed) - at
	return back - 1, back, ""
}

// behindMiddle returns the line, from 0, after that of the first function behind the middle.
func behindMiddle(text string) int {
	lines := strings.Split(text, "\n")
	for i := len(lines) / 2; i < len(lines); i++ {
		if strings.Contains(lines[i], "function ") && strings.HasSuffix(lines[i], "{") {
			return i + 1
		}
	}
	return len(lines) / 2
}
