package app

import "net/http"

func by_far(r *http.Request, e event, m map[string]string) {
	_ = event{ProductID: elsewhere} // want "is the literal `mindlyst` here, which stands at .*other.go:3; read"
}
