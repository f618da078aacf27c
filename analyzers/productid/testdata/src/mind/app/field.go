package app

import "net/http"

func by_field(r *http.Request, e event, m map[string]string) {
	_ = event{Name: "x", ProductID: "mindlyst"} // want "is the literal `mindlyst` here"
}
