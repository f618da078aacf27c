// Package dphttp is a module that is only used.
package dphttp

import (
	"context"
	"net/http"
)

type Client struct{}

func NewClient() *Client { return &Client{} }

func (c *Client) Do(ctx context.Context, req *http.Request) (*http.Response, error) {
	return http.DefaultClient.Do(req)
}
