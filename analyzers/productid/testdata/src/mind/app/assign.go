package app

import "net/http"

func by_assign(r *http.Request, e event, m map[string]string) {
	e.ProductID = "mindlyst" // want "is the literal `mindlyst` here"
}
