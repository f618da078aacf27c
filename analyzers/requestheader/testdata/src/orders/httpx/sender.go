package httpx

import (
	"context"
	"net/http"
	"net/url"
)

// Sender sends with the header; Passer as it is given.
type Sender struct{ hc *http.Client }

type Passer struct{ HC *http.Client }

// NewSender makes one.
func NewSender() *Sender { return &Sender{hc: &http.Client{}} }

// NewPasser makes one.
func NewPasser() *Passer { return &Passer{HC: &http.Client{}} }

func (s *Sender) Do(ctx context.Context, req *http.Request) (*http.Response, error) {
	req.Header.Set(RequestID, "id")
	return s.hc.Do(req.WithContext(ctx))
}

func (p *Passer) Do(ctx context.Context, req *http.Request) (*http.Response, error) {
	return http.DefaultClient.Do(req.WithContext(ctx))
}

// BuildAt makes a request whose address is not the one that it is made with.
func BuildAt(u *url.URL) (*http.Request, error) {
	req, err := http.NewRequest("GET", "http://billing:8080", nil)
	if err != nil {
		return nil, err
	}
	req.URL = u
	return req, nil
}
