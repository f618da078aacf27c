package traps

import "net/http"

// A client that is given a transport by another name may be any.
func trace(c *http.Client, rt http.RoundTripper) { c.Transport = rt }

var kept = &http.Client{}

func byName() {
	c := kept
	c.Transport = http.NewFileTransport(http.Dir("."))
}

func sendsLater() {
	c := &http.Client{}
	trace(c, http.DefaultTransport)
	c.Get(own)
	kept.Get(own)
}
