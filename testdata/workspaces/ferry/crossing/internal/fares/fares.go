// Package fares asks another service of the company.
package fares

import (
	"context"
	"net/http"
	"time"

	"example.com/ferry/crossing/internal/config"
)

var client = &http.Client{Timeout: 5 * time.Second}

// List sends the id on.
func List(ctx context.Context, id string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, config.Fares+"/fares", nil) // ok/types: request-id
	if err != nil {
		return err
	}
	req.Header.Set(config.Header, id)
	return send(req) // ok/text: request-id
}

// Discounts leaves that to a function.
func Discounts(ctx context.Context, id string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, config.Fares+"/discounts", nil) // ok/types: request-id
	if err != nil {
		return err
	}
	mark(req, id)
	return send(req) // ok/text: request-id
}

func mark(req *http.Request, id string) { req.Header.Set(config.Header, id) }

// Season forgets it.
func Season(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, config.Fares+"/season", nil) // want/types: request-id "It goes to FARES_URL and sends Accept."
	if err != nil {
		return err
	}
	req.Header.Set("Accept", "application/json")
	return send(req) // want/text: request-id "It goes to FARES_URL and sends Accept."
}

// Ping cannot send a header at all.
func Ping() (*http.Response, error) {
	return http.Get(config.Fares + "/ping") // want: request-id "It goes to FARES_URL and sends nothing."
}

// Sometimes sends it where there is one.
func Sometimes(ctx context.Context, id string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, config.Fares+"/sometimes", nil) // ok/types: request-id
	if err != nil {
		return err
	}
	if id != "" {
		req.Header.Set(config.Header, id)
	}
	return send(req) // ok/text: request-id
}

// Weather asks somebody else's service.
func Weather() (*http.Response, error) {
	return http.Get("https://api.openweathermap.org/data/2.5/weather")
}

// Traced sends through a transport that adds the id; Logged through one that only looks.
func Traced() (*http.Response, error) {
	c := &http.Client{Transport: adding{http.DefaultTransport}}
	return c.Get(config.Fares + "/traced") // ok/types: request-id; unknown/text: request-id
}

func Logged() (*http.Response, error) {
	c := &http.Client{Transport: logging{http.DefaultTransport}}
	return c.Get(config.Fares + "/logged") // want/types: request-id; unknown/text: request-id
}

// Later gives the client its transport afterwards.
func Later() (*http.Response, error) {
	c := &http.Client{}
	c.Transport = adding{http.DefaultTransport}
	return c.Get(config.Fares + "/later") // ok/types: request-id; unknown/text: request-id
}

// Given is sent by whatever its caller has.
func Given(ctx context.Context, c interface {
	Do(*http.Request) (*http.Response, error)
}) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, config.Fares+"/given", nil) // unknown/types: request-id
	if err != nil {
		return err
	}
	_, err = c.Do(req)
	return err
}

type adding struct{ next http.RoundTripper }

func (a adding) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set(config.Header, "1")
	return a.next.RoundTrip(req)
}

type logging struct{ next http.RoundTripper }

func (l logging) RoundTrip(req *http.Request) (*http.Response, error) {
	println(req.Header.Get(config.Header))
	return l.next.RoundTrip(req)
}

func send(req *http.Request) error {
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	return res.Body.Close()
}
