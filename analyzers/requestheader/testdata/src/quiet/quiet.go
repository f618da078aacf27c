// Package quiet is a module that has never heard of request ids: nobody demands them.
package quiet

import "net/http"

func get() { http.Get("http://billing:8080") }
