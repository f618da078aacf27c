// Package global replaces what all clients send through: that may add anything.
package global

import "net/http"

const own = "http://billing:8080"

func init() { http.DefaultTransport = tracing{http.DefaultTransport} }

type tracing struct{ http.RoundTripper }

func sends() {
	http.Get(own)
	http.DefaultClient.Get(own)
	(&http.Client{Transport: http.DefaultTransport}).Get(own)
	req, _ := http.NewRequest("GET", own, nil)
	http.DefaultClient.Do(req)
}

// A transport of its own goes round it.
func round() {
	req, _ := http.NewRequest("GET", own, nil) // want "sends no `x-request-id`"
	(&http.Client{Transport: &http.Transport{}}).Do(req)
}
