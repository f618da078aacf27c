package app

import "net/http"

func by_map(r *http.Request, e event, m map[string]string) {
	_ = map[string]string{"product_id": "mindlyst"} // want "is the literal `mindlyst` here"
}
