package app

import "net/http"

func by_header(r *http.Request, e event, m map[string]string) {
	r.Header.Set(header, "mindlyst") // want "is the literal `mindlyst` here"
}
