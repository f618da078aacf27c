package lsp

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
)

// Bounds of a message. A longer one is answered with an error and passed over, so that no header can make the server ask for memory.
const (
	maxMessage = 64 << 20
	maxHeaders = 32
	maxHeader  = 4096
)

// framing is the base protocol: each message after a header with its length. It is what the JSON-RPC library calls a channel.
type framing struct {
	in  *bufio.Reader
	out io.Writer
	end func() error

	mu sync.Mutex // of writing
}

func newFraming(in io.Reader, out io.Writer, end func() error) *framing {
	return &framing{in: bufio.NewReaderSize(in, maxHeader), out: out, end: end}
}

// errHeader says that what comes is no message, and that nothing tells where the next one begins.
var errHeader = errors.New("the client sends no header with Content-Length")

// Send writes a message.
func (f *framing) Send(message []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	head := "Content-Length: " + strconv.Itoa(len(message)) + "\r\n\r\n"
	_, err := f.out.Write(append([]byte(head), message...))
	return err
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
				return 0, errHeader
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
func (f *framing) Close() error { return f.end() }
