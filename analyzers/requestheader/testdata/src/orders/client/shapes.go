package client

import (
	"context"
	"net/http"
	"os"
	"time"

	"github.com/shurcooL/graphql"
	"orders/httpx"
)

// G6: the method of a client of another package of the module adds the header, or passes on what it is given.
func throughSender(ctx context.Context) {
	req, _ := http.NewRequest("GET", base, nil)
	httpx.NewSender().Do(ctx, req)
	req2, _ := http.NewRequest("GET", base, nil) // want "sends no `x-request-id`"
	httpx.NewPasser().Do(ctx, req2)
}

// G12: a client of GraphQL sends through the client that it is given.
func graphs(rt http.RoundTripper, hc *http.Client) {
	graphql.NewClient(base+"/graphql", &http.Client{Timeout: time.Second}) // want "This client sends no `x-request-id`; the trace is cut here. It goes to BILLING_URL and sends Content-Type."
	graphql.NewClient(base+"/graphql", nil)                                // want "This client sends no `x-request-id`"
	graphql.NewClient(base+"/graphql", traced)
	graphql.NewClient(base+"/graphql", &http.Client{Transport: rt})
	graphql.NewClient(base+"/graphql", hc)
	graphql.NewClient("https://api.github.com/graphql", nil)
	graphql.NewClient(os.Getenv("GITHUB_GRAPHQL_URL"), nil)
}

// A header whose name only contains the other's is another one.
func substring(id string) {
	req, _ := http.NewRequest("GET", base, nil) // want "sends no `x-request-id`.*sends x-parent-request-id and x-request-ids."
	req.Header.Set("x-parent-request-id", id)
	req.Header.Set("x-request-ids", id)
	http.DefaultClient.Do(req)
}

// The response's headers are none of the request's.
func response(id string) {
	req, _ := http.NewRequest("GET", base, nil) // want "sends no `x-request-id`.*sends nothing."
	res, err := http.DefaultClient.Do(req)
	if err == nil {
		res.Header.Set("x-request-id", id)
	}
}

// Set after it was sent.
func late(id string) {
	req, _ := http.NewRequest("GET", base, nil)
	http.DefaultClient.Do(req)
	req.Header.Set("x-request-id", id)
}

// A trace that stands in a deferred call, and one request sent from two places.
func twoWays(id string, again bool) {
	req, _ := http.NewRequest("GET", base, nil)
	if again {
		req.Header.Set("x-request-id", id)
		http.DefaultClient.Do(req)
		return
	}
	http.DefaultClient.Do(req)
}

// A transport that is assigned to one client is none of another; to which client a parameter or field belongs is not known.
func assigned() {
	later := &http.Client{}
	later.Transport = &adding{base: http.DefaultTransport}
	later.Get(base)
	value := http.Client{}
	value.Transport = &adding{base: http.DefaultTransport}
	value.Get(base)
	var declared http.Client
	declared.Transport = &adding{base: http.DefaultTransport}
	declared.Get(base)
	other := &http.Client{}
	other.Get(base) // want "sends no `x-request-id`"
	var plain http.Client
	plain.Get(base) // want "sends no `x-request-id`"
}
