// Package one sends the id from one place, and looks at its own request: nobody reads it off what comes in.
package one

import "net/http"

func sends(id string) {
	req, _ := http.NewRequest("GET", "http://billing:8080", nil)
	req.Header.Set("X-Request-ID", id)
	println(req.Header.Get("X-Request-ID"))
	http.DefaultClient.Do(req)
}

func get() { http.Get("http://billing:8080") }
