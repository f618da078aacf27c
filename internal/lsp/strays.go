package lsp

import (
	"bytes"
	"encoding/json"
	"maps"
	"sync"
	"time"

	"github.com/creachadair/jrpc2/channel"
)

// strays is a channel that passes over answers for which nobody waits, such as those of a client that took too long. The library would answer them
// with an error, and the client could take that for the answer to a request of its own with the same number.
type strays struct {
	channel.Channel

	mu    sync.Mutex
	asked map[string]time.Time // when, by the ids of the server's requests, as they are written
}

func withoutStrays(c channel.Channel) *strays {
	return &strays{Channel: c, asked: map[string]time.Time{}}
}

// head bounds how far into a message the name of its method is looked for before the whole is read.
const head = 4096

// Send implements channel.Channel.
func (s *strays) Send(message []byte) error {
	start := message[:min(len(message), head)]
	if bytes.Contains(start, []byte(`"id"`)) && bytes.Contains(start, []byte(`"method"`)) {
		var m struct {
			ID     json.RawMessage
			Method string
		}
		if json.Unmarshal(message, &m) == nil && m.Method != "" && m.ID != nil {
			s.note(string(m.ID))
		}
	}
	return s.Channel.Send(message)
}

// note notes a request, and forgets those for whose answers nobody waits any more.
func (s *strays) note(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.asked, func(_ string, at time.Time) bool { return time.Since(at) > answerTime })
	s.asked[id] = time.Now()
}

// Recv implements channel.Channel.
func (s *strays) Recv() ([]byte, error) {
	for {
		message, err := s.Channel.Recv()
		if err != nil || !s.stray(message) {
			return message, err
		}
	}
}

// stray reports whether a message answers what was never asked, is answered already, or was asked too long ago.
func (s *strays) stray(message []byte) bool {
	if bytes.Contains(message[:min(len(message), head)], []byte(`"method"`)) {
		return false
	}
	var m struct {
		ID            json.RawMessage
		Method        string
		Result, Error json.RawMessage
	}
	if json.Unmarshal(message, &m) != nil || m.Method != "" || m.ID == nil || m.Result == nil && m.Error == nil {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	at, asked := s.asked[string(m.ID)]
	delete(s.asked, string(m.ID))
	return !asked || time.Since(at) > answerTime
}
