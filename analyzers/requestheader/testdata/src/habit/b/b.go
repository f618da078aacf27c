package b

import (
	"net/http"

	"habit/a"
)

func Send() {
	a.Send("1")
	http.Get("http://billing:8080") // want "This request sends no `x-request-id`"
}
