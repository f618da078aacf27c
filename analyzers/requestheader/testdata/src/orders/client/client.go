package client

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/cenkalti/backoff"
	"orders/httpx"
)

var base = os.Getenv("BILLING_URL")

// G1: a helper of the package adds the header, or does not.
func helped(ctx context.Context, id string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/plans", nil)
	if err != nil {
		return err
	}
	addHeaders(req, id)
	_, err = http.DefaultClient.Do(req)
	return err
}

func notHelped(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/plans", nil) // want "This request sends no `x-request-id`; the trace is cut here. It goes to BILLING_URL and sends Accept."
	if err != nil {
		return err
	}
	addAccept(req)
	_, err = http.DefaultClient.Do(req)
	return err
}

func addHeaders(req *http.Request, id string) {
	addAccept(req)
	set(req, "x-request-id", id)
}

func set(req *http.Request, name, value string) { req.Header.Set(name, value) }

func addAccept(req *http.Request) { req.Header.Add("Accept", "application/json") }

// G1: the helper stands in another package.
func helpedFar(id string) {
	req, _ := http.NewRequest("POST", "http://billing:8080/plans", bytes.NewReader(nil))
	httpx.AddID(req, id)
	http.DefaultClient.Do(req)
}

func notHelpedFar() {
	req, _ := http.NewRequest("POST", "http://billing:8080/plans", nil) // want "This request sends no `x-request-id`.* It goes to http://billing:8080/plans and sends nothing."
	httpx.Log(req)
	http.DefaultClient.Do(req)
}

// G2: inline, by a constant of another package, in any spelling, as a map.
func inline(id string) {
	req, _ := http.NewRequest("GET", base, nil)
	req.Header.Add(httpx.RequestID, id)
	http.DefaultClient.Do(req)

	req2, _ := http.NewRequest("GET", base, nil)
	req2.Header["X-Request-Id"] = []string{id}
	http.DefaultClient.Do(req2)

	req3, _ := http.NewRequest("GET", base, nil) // want "sends no `x-request-id`.*sends Authorization and Content-Type"
	req3.SetBasicAuth("a", "b")
	req3.Header.Set("Content-Type", "text/plain")
	(&http.Client{Timeout: time.Second}).Do(req3)
}

// One variable, two requests: each is its own.
func again(id string) {
	req, _ := http.NewRequest("GET", base, nil)
	req.Header.Set("x-request-id", id)
	http.DefaultClient.Do(req)
	req, _ = http.NewRequest("GET", base, nil) // want "sends no `x-request-id`"
	http.DefaultClient.Do(req)
}

// Set on some ways only: nobody knows.
func sometimes(id string) {
	req, _ := http.NewRequest("GET", base, nil)
	if id != "" {
		req.Header.Set("x-request-id", id)
	}
	http.DefaultClient.Do(req)
}

// G3: built in one function, and the caller adds the header, or does not.
func build(ctx context.Context, path string) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, "GET", base+path, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "*/*")
	return req, nil
}

func caller(ctx context.Context, id string) {
	req, _ := build(ctx, "/a")
	req.Header.Set("X-Request-ID", id)
	http.DefaultClient.Do(req)
}

func forgetful(ctx context.Context) {
	req, _ := build(ctx, "/a") // want "sends no `x-request-id`.* It goes to BILLING_URL and sends Accept."
	http.DefaultClient.Do(req)
}

// G3, G5: the builder stands in another package, and another one upon it.
func far(ctx context.Context) {
	req, _ := httpx.Build(ctx, "/a") // want "sends no `x-request-id`.* It goes to ORDERS_URL and sends nothing."
	http.DefaultClient.Do(req)
	req, _ = httpx.BuildWithID(ctx, "/a", "id")
	http.DefaultClient.Do(req)
	req, _ = httpx.BuildWithID(ctx, "/a", "id")
	httpx.Send(req)
	req, _ = httpx.Build(ctx, "/a") // want "sends no `x-request-id`"
	httpx.Send(req)
}

// G4: inside a closure that is called again and again.
func retried(id string) error {
	return backoff.Retry(func() error {
		req, err := http.NewRequest("GET", base, nil)
		if err != nil {
			return err
		}
		addHeaders(req, id)
		_, err = http.DefaultClient.Do(req)
		return err
	})
}

func retriedBare() error {
	return backoff.Retry(func() error {
		req, err := http.NewRequest("GET", base, nil) // want "sends no `x-request-id`"
		if err != nil {
			return err
		}
		_, err = http.DefaultClient.Do(req)
		return err
	})
}

// The request stands outside of the closure that sends it.
func captured(id string) error {
	req, err := http.NewRequest("GET", base, nil)
	if err != nil {
		return err
	}
	req.Header.Set("x-request-id", id)
	return backoff.Retry(func() error {
		req = req.WithContext(context.Background())
		_, err := http.DefaultClient.Do(req)
		return err
	})
}

func capturedBare() error {
	req, err := http.NewRequest("GET", base, nil) // want "sends no `x-request-id`"
	if err != nil {
		return err
	}
	return backoff.Retry(func() error {
		_, err := http.DefaultClient.Do(req)
		return err
	})
}

// A method sends what it is given: who calls it says what.
type service struct {
	http *http.Client
	url  string
}

func newService() *service {
	return &service{http: &http.Client{Timeout: time.Minute}, url: os.Getenv("SERVICE_URL")}
}

func (s *service) do(req *http.Request) error {
	req.Header.Set("Accept", "json")
	_, err := s.http.Do(req)
	return err
}

func (s *service) good(id string) {
	req, _ := http.NewRequest("GET", s.url+"/x", nil)
	req.Header.Set("x-request-id", id)
	s.do(req)
}

func (s *service) bad() {
	req, _ := http.NewRequest("GET", fmt.Sprintf("%s/x/%d", s.url, 1), nil) // want "sends no `x-request-id`.* It goes to SERVICE_URL and sends Accept."
	s.do(req)
}

// A helper with the address as parameter: its callers are the requests, and where each of them lacks it the helper does.
func post(url string) {
	req, _ := http.NewRequest("POST", url, nil) // want "sends no `x-request-id`.* It goes to an own service"
	http.DefaultClient.Do(req)
}

func posts() {
	post(base + "/x")
	post("https://api.stripe.com") // another's
}

// A helper that also takes the header: some callers give it, others do not.
func send(url, header string) {
	req, _ := http.NewRequest("POST", url, nil)
	req.Header.Set(header, "1")
	http.DefaultClient.Do(req)
}

func sends() {
	send(base, "x-request-id")
	send(base, "x-other") // want "sends no `x-request-id`.*sends x-other."
}

// G10: an embedded client.
type embedded struct {
	http.Client
	url string
}

func (e *embedded) get() {
	req, _ := http.NewRequest("GET", "http://localhost:3000/x", nil) // want "sends no `x-request-id`"
	e.Do(req)
}

// G11: a RoundTripper adds it; one that only logs does not.
var traced = &http.Client{Transport: &adding{base: http.DefaultTransport}}

type adding struct{ base http.RoundTripper }

func (a *adding) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("x-request-id", "id")
	return a.base.RoundTrip(req)
}

var logged = &http.Client{Transport: logging{http.DefaultTransport}}

type logging struct{ base http.RoundTripper }

func (l logging) RoundTrip(req *http.Request) (*http.Response, error) {
	println(req.Header.Get("x-request-id"))
	return l.base.RoundTrip(req)
}

func transports() {
	req, _ := http.NewRequest("GET", base, nil)
	traced.Do(req)
	req, _ = http.NewRequest("GET", base, nil) // want "sends no `x-request-id`"
	logged.Do(req)
	req, _ = http.NewRequest("GET", base, nil)
	httpx.Shared.Do(req)
	req, _ = http.NewRequest("GET", base, nil) // want "sends no `x-request-id`"
	httpx.Plain.Do(req)
}

// http.Get and the like cannot be given headers.
func shortcuts() {
	http.Get(base + "/x")                       // want "sends no `x-request-id`.* It goes to BILLING_URL and sends nothing."
	http.Post("http://10.0.0.3/x", "json", nil) // want "sends no `x-request-id`.* sends Content-Type."
	http.Head("https://www.example.com")
	logged.Get(base) // want "sends no `x-request-id`"
	traced.Get(base)
	httpx.Shared.Get(base)
}

// Which services are the team's own.
func destinations(where string) {
	http.Get("http://localhost:8080")                    // want "sends no `x-request-id`"
	http.Get("http://billing.internal/x")                // want "sends no `x-request-id`"
	http.Get("http://billing.default.svc.cluster.local") // want "sends no `x-request-id`"
	http.Get("https://api.openai.com/v1")
	http.Get(os.Getenv("STRIPE_API_URL"))
	http.Get(where)
}

// Through a wrapper of the environment.
func env(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}

func byWrapper() {
	http.Get(env("LEDGER_URL", "http://localhost:4000") + "/x") // want "sends no `x-request-id`.* It goes to LEDGER_URL"
}
