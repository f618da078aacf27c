package app

import "net/http"

func by_arg(r *http.Request, e event, m map[string]string) {
	track("x", "mindlyst") // want "is the literal `mindlyst` here"
}
