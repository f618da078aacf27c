//go:build node

package script

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// proxy stands between the program and the server: it counts, and answers in the server's place where a test says so.
type proxy struct {
	address string
	server  string

	mu        sync.Mutex
	fault     func(request) *fault // asked for each request; may be nil
	seen      []*request
	kinds     map[string]int
	busy      int
	mostBusy  int
	throttled map[string]time.Time // until when a request must not come again
	impatient []string             // requests that came again too soon
}

// request is one that the program sent; n counts those of its kind.
type request struct {
	kind      string // "query", "plan", "read", "create", "replace", "other"
	container string
	body      string
	n         int
	status    int
}

func (r request) writes() bool { return r.kind == "create" || r.kind == "replace" || r.kind == "other" }

// fault is an answer that the server does not give.
type fault struct {
	status     int
	retryAfter time.Duration
	empty      bool // as a gateway answers that is not Cosmos DB
}

func startProxy(t *testing.T, server string) *proxy {
	t.Helper()
	p := &proxy{server: server, kinds: map[string]int{}, throttled: map[string]time.Time{}}
	reverse := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: server})
	reverse.ModifyResponse = p.answered
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.serve(w, r, reverse) }))
	t.Cleanup(s.Close)
	p.address = strings.TrimPrefix(s.URL, "http://")
	return p
}

func (p *proxy) serve(w http.ResponseWriter, r *http.Request, server http.Handler) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the program was killed while it was sending
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	q := kindOf(r, string(body))
	f := p.begin(&q)
	if f != nil {
		defer p.end(&q, f.status)
		if f.retryAfter > 0 {
			w.Header().Set("x-ms-retry-after-ms", strconv.FormatInt(f.retryAfter.Milliseconds(), 10))
		}
		w.WriteHeader(f.status)
		if !f.empty {
			_, _ = io.WriteString(w, `{"code": "Injected", "message": "injected"}`)
		}
		return
	}
	s := &statusWriter{ResponseWriter: w}
	defer func() { p.end(&q, s.status) }() // the reverse proxy panics if the program was killed
	server.ServeHTTP(s, r)
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func kindOf(r *http.Request, body string) request {
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	q := request{kind: "other", body: body}
	if len(parts) > 3 {
		q.container = parts[3]
	}
	switch {
	case r.Method == http.MethodGet:
		q.kind = "read"
		q.body = r.URL.Path
	case r.Method == http.MethodPost && r.Header.Get("x-ms-cosmos-is-query-plan-request") != "":
		q.kind = "plan"
	case r.Method == http.MethodPost && r.Header.Get("x-ms-documentdb-isquery") != "":
		q.kind = "query"
		q.body += r.Header.Get("x-ms-continuation")
	case r.Method == http.MethodPost && len(parts) == 5 && r.Header.Get("x-ms-documentdb-is-upsert") == "":
		q.kind = "create"
	case r.Method == http.MethodPut && len(parts) == 6:
		q.kind = "replace"
	}
	return q
}

func (p *proxy) begin(q *request) *fault {
	p.mu.Lock()
	defer p.mu.Unlock()
	q.n = p.kinds[q.kind]
	p.kinds[q.kind]++
	p.seen = append(p.seen, q)
	if q.writes() {
		p.busy++
		p.mostBusy = max(p.mostBusy, p.busy)
	}
	if time.Now().Before(p.throttled[q.kind+q.body]) {
		p.impatient = append(p.impatient, q.kind+" "+q.body)
	}
	if p.fault == nil {
		return nil
	}
	f := p.fault(*q)
	if f != nil && f.retryAfter > 0 {
		p.throttled[q.kind+q.body] = time.Now().Add(f.retryAfter)
	}
	return f
}

func (p *proxy) end(q *request, status int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	q.status = status
	if q.writes() {
		p.busy--
	}
}

// answered keeps the program at the proxy: the account's description says where its regions are.
func (p *proxy) answered(r *http.Response) error {
	if r.Request.URL.Path != "/" && r.Request.URL.Path != "" {
		return nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	_, port, _ := strings.Cut(p.server, ":")
	_, own, _ := strings.Cut(p.address, ":")
	text := strings.ReplaceAll(string(body), ":"+port, ":"+own)
	text = strings.ReplaceAll(text, "https://", "http://")
	r.Body = io.NopCloser(strings.NewReader(text))
	r.ContentLength = int64(len(text))
	r.Header.Set("content-length", strconv.Itoa(len(text)))
	return nil
}

// reset begins to count anew, with another fault.
func (p *proxy) reset(f func(request) *fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fault, p.seen, p.kinds, p.mostBusy, p.impatient = f, nil, map[string]int{}, 0, nil
}

// count is how many requests came that fit.
func (p *proxy) count(fits func(request) bool) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := 0
	for _, r := range p.seen {
		if fits(*r) {
			n++
		}
	}
	return n
}
