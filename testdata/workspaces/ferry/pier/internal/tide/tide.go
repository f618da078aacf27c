// Package tide imports what nothing provides: its types are incomplete, and it is read as text.
package tide

import (
	"net/http"
	"os"

	"example.com/ferry/almanac"
)

// Next reads a variable that the example file lacks.
func Next() string { return almanac.Next(os.Getenv("ALMANAC_KEY")) } // want: env-example

// Report sends no id, and Reported does.
func Report() error {
	req, err := http.NewRequest(http.MethodPost, os.Getenv("FARES_URL")+"/tides", nil)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req) // want: request-id
	return err
}

func Reported(id string) error {
	req, err := http.NewRequest(http.MethodPost, os.Getenv("FARES_URL")+"/tides", nil)
	if err != nil {
		return err
	}
	req.Header.Set("X-Request-ID", id)
	_, err = http.DefaultClient.Do(req) // ok: request-id
	return err
}
