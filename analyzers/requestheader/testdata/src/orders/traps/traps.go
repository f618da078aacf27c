// Package traps has what looks like a request without the header, and is none, or of which nothing is known.
package traps

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"

	"github.com/acme/dphttp"
	"github.com/slack-go/slack"
	"orders/httpx"
)

const own = "http://billing:8080"

// G7: a client that is given as an interface may add anything.
type doer interface {
	Do(*http.Request) (*http.Response, error)
}

func injected(ua doer) {
	req, _ := http.NewRequest("GET", own, nil)
	ua.Do(req)
}

// So may what is given the request besides.
type signer interface{ Sign(*http.Request) error }

func signed(s signer) {
	req, _ := http.NewRequest("GET", own, nil)
	s.Sign(req)
	http.DefaultClient.Do(req)
}

// G6: so may one that a caller gives.
type Client struct{ HTTP *http.Client }

func (c *Client) get() {
	req, _ := http.NewRequest("GET", own, nil)
	c.HTTP.Do(req)
}

func Get(hc *http.Client) {
	req, _ := http.NewRequest("GET", own, nil)
	hc.Do(req)
}

// G8: generated clients take editors.
func edited(edit func(*http.Request) error) {
	req, _ := http.NewRequest("GET", own, nil)
	edit(req)
	http.DefaultClient.Do(req)
}

// G9: headers that are copied are not known.
func copied(in *http.Request) {
	req, _ := http.NewRequest("GET", own, nil)
	for k, vs := range in.Header {
		for _, v := range vs {
			req.Header.Add(k, v)
		}
	}
	http.DefaultClient.Do(req)

	req2, _ := http.NewRequest("GET", own, nil)
	req2.Header = in.Header
	http.DefaultClient.Do(req2)
}

// G11: a transport that is not known may add it.
func wrapped(next http.RoundTripper) {
	c := &http.Client{Transport: next}
	c.Get(own)
}

// G13: methods called Do that send nothing; G14: a client of somebody else's service.
type clientlog struct{}

func (clientlog) Do(v any, what string) {}

func notHTTP() {
	clientlog{}.Do(nil, own)
	slack.New("token").Do("text")
}

// A request that is never sent is none.
func dumped() {
	req, _ := http.NewRequest("GET", own, nil)
	httputil.DumpRequestOut(req, true)
}

// A request that somebody else sends.
func queued(jobs chan *http.Request) {
	req, _ := http.NewRequest("GET", own, nil)
	jobs <- req
}

// An address that is changed afterwards.
func moved(u *url.URL) {
	req, _ := http.NewRequest("GET", own, nil)
	req.URL = u
	http.DefaultClient.Do(req)
}

// So is that of a request which another package builds.
func movedFar(u *url.URL) {
	req, _ := httpx.BuildAt(u)
	http.DefaultClient.Do(req)
}

// A handler's request is somebody else's, and response headers are none of a request.
func handler(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("x-request-id", r.Header.Get("x-request-id"))
}

// A path is no address of a server.
func relative() {
	req, _ := http.NewRequest("GET", "/plans", nil)
	http.DefaultClient.Do(req)
}

// G6: a client of a module that is only used may add anything.
func used(ctx context.Context) {
	req, _ := http.NewRequest("GET", own, nil)
	dphttp.NewClient().Do(ctx, req)
}

// G8: what a generated client sends it takes from fields, maps and its configuration.
type options struct{ XRequestID string }

type configuration struct{ DefaultHeader map[string]string }

func prepare(cfg *configuration, o *options) {
	params := map[string]string{}
	if o != nil && o.XRequestID != "" {
		params["X-Request-ID"] = o.XRequestID
	}
	req, _ := http.NewRequest("GET", own, nil)
	if len(params) > 0 {
		headers := http.Header{}
		for name, value := range params {
			headers.Set(name, value)
		}
		req.Header = headers
	}
	http.DefaultClient.Do(req)

	req2, _ := http.NewRequest("GET", own, nil)
	for name, value := range cfg.DefaultHeader {
		req2.Header.Add(name, value)
	}
	http.DefaultClient.Do(req2)
}

// A request that is made for a handler is sent nowhere, and neither is one that is only written down.
func faked(h http.Handler) {
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", own, nil))
	h.ServeHTTP(nil, &http.Request{Header: http.Header{"Accept": {"x"}}})
	req, _ := http.NewRequest("GET", own, nil)
	h.ServeHTTP(httptest.NewRecorder(), req)
}

// A proxy sends on what it is sent.
func proxy(w http.ResponseWriter, r *http.Request) {
	out, _ := http.NewRequest(r.Method, own, r.Body)
	out.Header = r.Header.Clone()
	http.DefaultClient.Do(out)
	(&httputil.ReverseProxy{Director: func(req *http.Request) { req.URL.Host = "billing:8080" }}).ServeHTTP(w, r)
}

// What looks like a request in a list, a log record or a text is none.
var allowed = []string{"x-request-id", own}

type record struct {
	URL     string
	Headers map[string]string
}

var logged = record{URL: own, Headers: map[string]string{"Accept": "x"}}

const prompt = `http.Get("http://billing:8080")`

// Queried by a method of the same name.
type cache struct{}

func (cache) Get(url string) (*http.Response, error) { return nil, nil }

func lookup(c cache) { c.Get(own) }
