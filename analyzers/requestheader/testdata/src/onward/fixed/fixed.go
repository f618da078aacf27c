// Package fixed has requests that a handler makes with the id at hand, which the fix sends on.
package fixed

import (
	"net/http"
)

const (
	own    = "http://billing:8080"
	header = "X-Request-ID"
)

// The id is made up where none is sent.
func handle(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(header)
	if id == "" {
		id = newID()
	}
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		http.Error(w, "no", http.StatusInternalServerError)
		return
	}
	http.DefaultClient.Do(req)
}

// A request without the id is refused; the request is made further in, once for each address.
func each(w http.ResponseWriter, r *http.Request) {
	requestID := r.Header.Get("x-request-id")
	if requestID == "" {
		http.Error(w, "no id", http.StatusBadRequest)
		return
	}
	for _, path := range []string{"/a", "/b"} {
		if r.Method == http.MethodGet {
			req, err := http.NewRequest(http.MethodGet, own+path, nil) // want "sends no `x-request-id`"
			if err != nil {
				continue
			}
			req.Header.Set("Accept", "application/json")
			http.DefaultClient.Do(req)
		}
	}
}

// A handler that is a function literal.
func routes(mux *http.ServeMux) {
	mux.HandleFunc("/x", func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get(header)
		if id == "" {
			id = newID()
		}
		switch r.Method {
		case http.MethodPost:
			req, err := http.NewRequest(http.MethodPost, own, r.Body) // want "sends no `x-request-id`"
			if err != nil {
				panic(err)
			}
			http.DefaultClient.Do(req)
		}
	})
}

func newID() string { return "1" }
