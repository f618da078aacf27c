package rest

import "net/http"

// As resty itself does: two ways lead to one object, which is returned.
type Rest struct{ hc *http.Client }

func New() *Rest { return create(&http.Client{}) }

func NewLocal(addr string) *Rest { return create(&http.Client{Transport: transport(addr)}) }

func create(hc *http.Client) *Rest {
	c := &Rest{hc: hc}
	if c.hc.Transport == nil {
		c.hc.Transport = transport("")
	}
	return c
}

func transport(addr string) *http.Transport { return &http.Transport{} }
