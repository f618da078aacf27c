// Package resty is a stub.
package resty

import "net/http"

type Client struct{}
type Request struct{ Header http.Header }
type Response struct{}

func New() *Client                                                        { return &Client{} }
func (c *Client) SetTransport(rt any) *Client                             { return c }
func (c *Client) R() *Request                                             { return &Request{} }
func (c *Client) SetBaseURL(u string) *Client                             { return c }
func (c *Client) SetHeader(k, v string) *Client                           { return c }
func (c *Client) SetTimeout(n int) *Client                                { return c }
func (c *Client) OnBeforeRequest(f func(*Client, *Request) error) *Client { return c }
func (r *Request) SetHeader(k, v string) *Request                         { return r }
func (r *Request) SetHeaders(h map[string]string) *Request                { return r }
func (r *Request) SetBody(b any) *Request                                 { return r }
func (r *Request) Get(u string) (*Response, error)                        { return nil, nil }
func (r *Request) Post(u string) (*Response, error)                       { return nil, nil }
