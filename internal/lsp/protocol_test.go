package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/bytelyst/connaudit/internal/diag"
)

// wire is a connection on which a test writes what it likes.
type wire struct {
	t    *testing.T
	in   *io.PipeWriter
	out  *bufio.Reader
	done chan bool
}

func newWire(t *testing.T) *wire {
	t.Helper()
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	w := &wire{t: t, in: toServer, out: bufio.NewReader(fromServer), done: make(chan bool, 1)}
	go func() {
		_, _ = Serve(context.Background(), in, out, Options{Tool: diag.Tool{Name: "connaudit"}})
		_ = out.Close()
		w.done <- true
	}()
	t.Cleanup(func() { _ = toServer.Close(); _ = fromServer.Close(); <-w.done })
	return w
}

func (w *wire) send(body string) {
	w.t.Helper()
	if _, err := fmt.Fprintf(w.in, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		w.t.Fatal(err)
	}
}

// answer is the next message of the server that answers something.
type answer struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
}

func (w *wire) read() answer {
	w.t.Helper()
	for {
		message, err := (&framing{in: w.out}).Recv()
		if err != nil {
			w.t.Fatal(err)
		}
		var a answer
		if err := json.Unmarshal(message, &a); err != nil {
			w.t.Fatalf("%s: %v", message, err)
		}
		if a.Method == "" {
			return a
		}
	}
}

const hello = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`

func TestMessagesOutOfPlace(t *testing.T) {
	for _, c := range []struct {
		name string
		send []string
		id   string
		code int
	}{
		{"before initialize", []string{`{"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":{}}`}, "7", -32002},
		{"shutdown before initialize", []string{`{"jsonrpc":"2.0","id":7,"method":"shutdown"}`}, "7", -32002},
		{"a notification before initialize is no reason to answer", []string{`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{}}`, `{"jsonrpc":"2.0","id":7,"method":"x"}`}, "7", -32002},
		{"unknown method", []string{hello, `{"jsonrpc":"2.0","id":"a","method":"text/unknown","params":{}}`}, `"a"`, -32601},
		{"unknown notification", []string{hello, `{"jsonrpc":"2.0","method":"$/unknown","params":{}}`, `{"jsonrpc":"2.0","id":8,"method":"$/unknown"}`}, "8", -32601},
		{"initialize twice", []string{hello, `{"jsonrpc":"2.0","id":2,"method":"initialize","params":{"capabilities":{}}}`}, "2", -32600},
		{"no JSON", []string{hello, `{"jsonrpc":"2.0",`}, "null", -32700},
		{"empty", []string{hello, ``}, "null", -32700},
		{"no object", []string{hello, `7`}, "null", -32700},
		{"another version", []string{hello, `{"jsonrpc":"1.0","id":2,"method":"shutdown"}`}, "2", -32600},
		{"parameters of another shape", []string{hello, `{"jsonrpc":"2.0","id":2,"method":"textDocument/codeAction","params":{"range":7}}`}, "2", -32602},
		{"parameters that are none", []string{hello, `{"jsonrpc":"2.0","id":2,"method":"textDocument/codeAction","params":7}`}, "2", -32600},
		{"after shutdown", []string{hello, `{"jsonrpc":"2.0","id":2,"method":"shutdown"}`, `{"jsonrpc":"2.0","id":3,"method":"textDocument/hover","params":{}}`}, "3", -32600},
		{"unknown command", []string{hello, `{"jsonrpc":"2.0","id":2,"method":"workspace/executeCommand","params":{"command":"rm"}}`}, "2", -32602},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWire(t)
			for _, m := range c.send {
				w.send(m)
			}
			for {
				a := w.read()
				if a.Error == nil {
					continue
				}
				if string(a.ID) != c.id || a.Error.Code != c.code {
					t.Errorf("got %s: %d %s", a.ID, a.Error.Code, a.Error.Message)
				}
				return
			}
		})
	}
}

func TestHugeMessages(t *testing.T) {
	w := newWire(t)
	w.send(hello)
	w.read()
	go func() {
		_, _ = fmt.Fprintf(w.in, "Content-Length: %d\r\n\r\n", maxMessage+1)
		_, _ = io.CopyN(w.in, zeros{}, maxMessage+1)
		_, _ = io.WriteString(w.in, "Content-Length: 44\r\n\r\n"+`{"jsonrpc":"2.0","id":9,"method":"shutdown"}`)
	}()
	if a := w.read(); a.Error == nil || a.Error.Code != -32600 || !strings.Contains(a.Error.Message, "too long") {
		t.Errorf("got %+v", a)
	}
	if a := w.read(); string(a.ID) != "9" || a.Error != nil {
		t.Errorf("the message after it: %+v", a)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

func TestHeadersThatAreNone(t *testing.T) {
	for _, head := range []string{"GET / HTTP/1.1\r\n\r\n", "Content-Length: x\r\n\r\n", "Content-Length: -1\r\n\r\n", strings.Repeat("\r\n", 2*maxHeaders), strings.Repeat("x", 2*maxHeader) + ":", "Content-Length: 99999999999999999999\r\n\r\n"} {
		w := newWire(t)
		go func() { _, _ = io.WriteString(w.in, head) }()
		select {
		case <-w.done:
			w.done <- true
		case <-time.After(10 * time.Second):
			t.Fatalf("after %.20q the server goes on", head)
		}
	}
}

// TestCancel gives up a request that waits for the first audit.
func TestCancel(t *testing.T) {
	w := newWire(t)
	w.send(hello)
	w.read()
	// The server is not told that it is initialized: there are no results to wait for yet, and none come.
	w.send(`{"jsonrpc":"2.0","id":5,"method":"textDocument/codeAction","params":{"textDocument":{"uri":"file:///a.ts"}}}`)
	w.send(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":5}}`)
	if a := w.read(); string(a.ID) != "5" || a.Error == nil || a.Error.Code != -32800 {
		t.Errorf("got %s, %+v", a.ID, a.Error)
	}
}

// TestFlood has more requests wait for results than are answered at a time: what is told meanwhile, and the end, wait for none of them.
func TestFlood(t *testing.T) {
	w := newWire(t)
	w.send(hello)
	w.read()
	const n = 2 * maxParallel
	for i := range n {
		w.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":"r%d","method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.ts"},"position":{"line":0,"character":0}}}`, i))
	}
	for i := range n {
		if i != 7 {
			w.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"r%d"}}`, i))
		}
	}
	for range n - 1 {
		if a := w.read(); a.Error == nil || a.Error.Code != -32800 || string(a.ID) == `"r7"` {
			t.Fatalf("got %s, %+v", a.ID, a.Error)
		}
	}
	w.send(`{"jsonrpc":"2.0","method":"initialized","params":{}}`)
	if a := w.read(); string(a.ID) != `"r7"` || a.Error != nil {
		t.Errorf("what is not given up: %s, %+v", a.ID, a.Error)
	}
	for i := range n {
		w.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":"s%d","method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.ts"},"position":{"line":0,"character":0}}}`, i))
	}
	w.send(`{"jsonrpc":"2.0","id":"end","method":"shutdown"}`)
	for {
		if a := w.read(); string(a.ID) == `"end"` {
			return
		}
	}
}

// TestAnswersToNothing sends answers that nobody has asked for: an answer is never answered.
func TestAnswersToNothing(t *testing.T) {
	w := newWire(t)
	w.send(hello)
	w.read()
	w.send(`{"jsonrpc":"2.0","id":1,"result":null}`)
	w.send(`{"jsonrpc":"2.0","id":99,"error":{"code":1,"message":"x"}}`)
	w.send(`{"jsonrpc":"2.0","id":3,"method":"shutdown"}`)
	if a := w.read(); string(a.ID) != "3" || a.Error != nil {
		t.Errorf("got %s, %+v", a.ID, a.Error)
	}
}
