// Package a sends the header, and reads it off what comes in: that is this module's convention.
package a

import "net/http"

func Send(id string) {
	req, _ := http.NewRequest("GET", "http://billing:8080", nil)
	req.Header.Set("X-Request-ID", id)
	http.DefaultClient.Do(req)
}

func Handle(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get("X-Request-ID")
	if id == "" {
		id = newID()
	}
	Send(id)
}

func newID() string { return "1" }
