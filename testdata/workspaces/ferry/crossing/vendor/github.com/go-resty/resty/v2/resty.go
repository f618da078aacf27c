// Package resty is a stub.
package resty

type (
	Client   struct{}
	Request  struct{}
	Response struct{}
)

func New() *Client                                    { return &Client{} }
func (c *Client) SetBaseURL(url string) *Client       { return c }
func (c *Client) R() *Request                         { return &Request{} }
func (r *Request) SetHeader(name, v string) *Request  { return r }
func (r *Request) SetBody(body any) *Request          { return r }
func (r *Request) Get(url string) (*Response, error)  { return nil, nil }
func (r *Request) Post(url string) (*Response, error) { return nil, nil }
