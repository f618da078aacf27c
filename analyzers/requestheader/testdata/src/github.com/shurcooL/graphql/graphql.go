// Package graphql is a stub.
package graphql

import "net/http"

type Client struct{}

func NewClient(url string, httpClient *http.Client) *Client { return &Client{} }
