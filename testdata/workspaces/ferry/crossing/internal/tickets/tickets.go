// Package tickets sells tickets, by a client of resty.
package tickets

import (
	"net/http"

	"example.com/ferry/crossing/internal/config"
	"github.com/go-resty/resty/v2"
)

// Desk keeps one client for all that it sends.
type Desk struct{ rest *resty.Client }

// New makes the client.
func New() *Desk { return &Desk{rest: resty.New().SetBaseURL(config.Tickets)} }

// Sell sends the id on, Refund does not.
func (d *Desk) Sell(id string) error {
	_, err := d.rest.R().SetHeader(config.Header, id).SetBody(event{Name: "sold", ProductID: config.ProductID}).Post("/tickets") // ok: request-id; ok/types: hardcoded-product-id
	return err
}

func (d *Desk) Refund() error {
	_, err := d.rest.R().SetBody(event{Name: "refunded", ProductID: "ferry"}).Post("/refunds") // want: request-id hardcoded-product-id
	return err
}

type event struct {
	Name      string
	ProductID string `json:"productId"`
}

// Name gives the id to a variable of that name; another text of the same words is none.
func Name() string {
	productID := "ferry" // want: hardcoded-product-id
	vessel := "ferry"
	return productID + vessel
}

// catalogue has ids on purpose.
var catalogue = []event{{Name: "car", ProductID: "ferry-car"}, {Name: "truck", ProductID: "ferry-truck"}}

// Print makes a client with connections of its own for each call, Copy one over the connections that all share.
func Print(w http.ResponseWriter, r *http.Request) {
	c := &http.Client{Transport: &http.Transport{MaxIdleConns: 1}} // want/types: client-per-request "A new `http.Client` is made per call here"
	c.Get("https://printers.example.org/print")
}

func Copy(w http.ResponseWriter, r *http.Request) {
	c := &http.Client{Transport: http.DefaultTransport}
	c.Get("https://printers.example.org/copy")
}

// Scan makes one of resty for each call.
func Scan(id string) error {
	_, err := resty.New().R().SetHeader(config.Header, id).Get(config.Tickets + "/scan") // ok: request-id; want/types: client-per-request "A new `resty.Client` is made per call here"
	return err
}
