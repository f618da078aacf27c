package client

import (
	"net/http"

	"github.com/go-resty/resty/v2"
)

func restyCalls(id string) {
	c := resty.New().SetBaseURL(base).SetTimeout(3)
	c.R().SetHeader("X-Request-ID", id).Get("/plans")
	c.R().SetBody("x").Post("/plans") // want "sends no `x-request-id`.* It goes to BILLING_URL and sends nothing."
	c.R().SetHeaders(map[string]string{"x-request-id": id}).Get("/plans")
	r := c.R()
	r.SetHeader("x-request-id", id)
	r.Get("/plans")
	resty.New().R().Get("https://api.github.com/x")
}

func restyClients(id string) {
	always := resty.New().SetBaseURL(base).SetHeader("x-request-id", id)
	always.R().Get("/plans")
	hooked := resty.New()
	hooked.SetBaseURL(base)
	hooked.OnBeforeRequest(func(_ *resty.Client, r *resty.Request) error {
		r.SetHeader("x-request-id", id)
		return nil
	})
	hooked.R().Get("/plans")
}

// What a hook calls may add it; a transport adds it, or only looks.
func restyMore(id string) {
	hooked := resty.New().SetBaseURL(base)
	hooked.OnBeforeRequest(func(_ *resty.Client, r *resty.Request) error {
		stamp(r)
		return nil
	})
	hooked.R().Get("/plans")
	resty.New().SetBaseURL(base).SetTransport(&adding{base: http.DefaultTransport}).R().Get("/plans")
	resty.New().SetBaseURL(base).SetTransport(logging{http.DefaultTransport}).R().Get("/plans") // want "sends no `x-request-id`"
}

func stamp(r *resty.Request) { r.SetHeader("x-request-id", "1") }

func restyParameter(c *resty.Client) {
	c.R().Get(base + "/plans")
}
