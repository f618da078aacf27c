package lsp

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Bounds of a message. A longer one is answered with an error and passed over, so that no header can make the server ask for memory.
const (
	maxMessage = 64 << 20
	maxHeaders = 32
	maxHeader  = 4096
)

// framing is the base protocol: each message after a header with its length. It is what the JSON-RPC library calls a channel.
// Messages are written in the background: a client that writes before it reads must not stop the server from reading.
type framing struct {
	in  *bufio.Reader
	end func() error

	mu      sync.Mutex
	changed *sync.Cond
	queue   [][]byte
	waiting int   // bytes in the queue
	writing bool  // a message is on its way
	failed  error // of writing; then nothing is written any more
	closed  bool
}

// maxWaiting bounds the bytes that wait for a client to read them.
const maxWaiting = 256 << 20

func newFraming(in io.Reader, out io.Writer, end func() error) *framing {
	f := &framing{in: bufio.NewReaderSize(in, maxHeader), end: end}
	f.changed = sync.NewCond(&f.mu)
	go f.write(out)
	return f
}

// write writes what is in the queue until the connection is closed.
func (f *framing) write(out io.Writer) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for {
		for len(f.queue) == 0 && !f.closed {
			f.changed.Wait()
		}
		if len(f.queue) == 0 || f.failed != nil {
			return
		}
		message := f.queue[0]
		f.queue, f.waiting, f.writing = f.queue[1:], f.waiting-len(message), true
		f.mu.Unlock()
		_, err := out.Write(message)
		f.mu.Lock()
		f.writing = false
		if err != nil {
			f.failed, f.queue = err, nil
		}
		f.changed.Broadcast()
	}
}

// flush waits until everything is written, for as long as that takes but no longer than limit.
func (f *framing) flush(limit time.Duration) {
	late := false
	timer := time.AfterFunc(limit, func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		late = true
		f.changed.Broadcast()
	})
	defer timer.Stop()
	f.mu.Lock()
	defer f.mu.Unlock()
	for (len(f.queue) > 0 || f.writing) && f.failed == nil && !late {
		f.changed.Wait()
	}
}

// errHeader says that what comes is no message, and that nothing tells where the next one begins.
var errHeader = errors.New("the client sends no header with Content-Length")

// Send writes a message.
func (f *framing) Send(message []byte) error {
	head := "Content-Length: " + strconv.Itoa(len(message)) + "\r\n\r\n"
	whole := append([]byte(head), message...)
	f.mu.Lock()
	defer f.mu.Unlock()
	for f.waiting > maxWaiting && f.failed == nil && !f.closed {
		f.changed.Wait()
	}
	if f.failed != nil || f.closed {
		return cmp.Or(f.failed, io.ErrClosedPipe)
	}
	f.queue, f.waiting = append(f.queue, whole), f.waiting+len(whole)
	f.changed.Broadcast()
	return nil
}

// Recv reads the next message.
func (f *framing) Recv() ([]byte, error) {
	for {
		size, err := f.header()
		if err != nil {
			return nil, err
		}
		if size <= maxMessage {
			message := make([]byte, size)
			_, err := io.ReadFull(f.in, message)
			return message, err
		}
		if _, err := io.CopyN(io.Discard, f.in, size); err != nil {
			return nil, err
		}
		if err := f.Send(fmt.Appendf(nil, `{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"a message of %d bytes is too long; at most %d are read"}}`, size, maxMessage)); err != nil {
			return nil, err
		}
	}
}

// header reads a header and returns the length that it states.
func (f *framing) header() (size int64, err error) {
	size = -1
	for range maxHeaders {
		line, err := f.in.ReadSlice('\n')
		if err != nil {
			if errors.Is(err, bufio.ErrBufferFull) {
				err = errHeader
			}
			return 0, err
		}
		text := strings.TrimRight(string(line), "\r\n")
		if text == "" {
			if size < 0 {
				continue // an empty line between messages
			}
			return size, nil
		}
		name, value, ok := strings.Cut(text, ":")
		if !ok {
			return 0, errHeader
		}
		if strings.EqualFold(strings.TrimSpace(name), "content-length") {
			if size, err = strconv.ParseInt(strings.TrimSpace(value), 10, 64); err != nil || size < 0 {
				return 0, errHeader
			}
		}
	}
	return 0, errHeader
}

// Close ends the connection.
func (f *framing) Close() error {
	f.mu.Lock()
	f.closed = true
	f.changed.Broadcast()
	f.mu.Unlock()
	return f.end()
}
