package golang

import (
	"strings"
	"testing"
)

// benchText is about 3,000 lines of ordinary code.
var benchText = []byte("package p\n" + strings.Repeat(`
// Client is what calls the service.
type Client struct {
	base    string
	headers map[string]string
	http    *http.Client
}

// New makes one.
func New(base string, options ...Option) (*Client, error) {
	c := &Client{base: strings.TrimSuffix(base, "/"), headers: map[string]string{"x-a": "1"}}
	for _, o := range options {
		if err := o(c); err != nil {
			return nil, fmt.Errorf("option: %w", err)
		}
	}
	if c.http == nil && c.base != "" {
		c.http = &http.Client{Timeout: 5 * time.Second}
	}
	return c, nil
}

// Get reads path.
func (c *Client) Get(ctx context.Context, path string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/v1/"+path, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("x-b", c.headers["x-a"])
	switch res, err := c.http.Do(req); {
	case err != nil:
		return nil, err
	default:
		defer res.Body.Close()
		return io.ReadAll(res.Body)
	}
}
`, 80))

func BenchmarkParse(b *testing.B) { reader.BenchmarkParse(b, benchText) }

func BenchmarkLower(b *testing.B) { reader.BenchmarkLower(b, benchText) }
