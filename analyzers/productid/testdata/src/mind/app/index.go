package app

import "net/http"

func by_index(r *http.Request, e event, m map[string]string) {
	m["X-Product-ID"] = "mindlyst" // want "is the literal `mindlyst` here"
}
