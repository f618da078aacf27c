// Package berth is whole, in a module of which another package is not.
package berth

import (
	"net/http"
	"os"
)

// Free sends no id.
func Free() (*http.Response, error) {
	return http.Get(os.Getenv("FARES_URL") + "/berths") // want: request-id
}

// Depth reads a variable that the example file lacks.
func Depth() string { return os.Getenv("BERTH_DEPTH") } // want: env-example "missing in pier/.env.example"
