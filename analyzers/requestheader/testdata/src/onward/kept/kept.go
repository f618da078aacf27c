// Package kept has requests without the header for which no fix is offered: which id they should carry is not sure.
package kept

import (
	"net/http"
	"time"
)

const (
	own    = "http://billing:8080"
	header = "X-Request-ID"
)

func newID() string { return "1" }

// It may be empty.
func empty(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(header)
	req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	http.DefaultClient.Do(req)
	println(id)
}

// So may it where a missing one is only noted, or made up on some ways.
func noted(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(header)
	if id == "" {
		println("none")
	}
	req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	http.DefaultClient.Do(req)
}

func sometimes(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(header)
	if id == "" {
		if r.Method == http.MethodPost {
			id = newID()
		}
	}
	req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	http.DefaultClient.Do(req)
}

// What stands for a missing one may be missing, too.
func fallback(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(header)
	if id == "" {
		id = r.Header.Get("X-Correlation-ID")
	}
	req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	http.DefaultClient.Do(req)
}

func fallbackLocal(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	id := r.Header.Get(header)
	if id == "" {
		id = query.Get("id")
	}
	req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	http.DefaultClient.Do(req)
}

// Without one the code jumps to where the request is made.
func jump(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(header)
	if id == "" {
		goto send
	}
	println(id)
send:
	println("sending")
	req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	http.DefaultClient.Do(req)
}

// It is written again.
func again(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(header)
	if id == "" {
		id = newID()
	}
	id = r.Method
	req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	http.DefaultClient.Do(req)
}

// Its address is taken.
func taken(w http.ResponseWriter, r *http.Request, change func(*string)) {
	id := r.Header.Get(header)
	if id == "" {
		id = newID()
	}
	change(&id)
	req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	http.DefaultClient.Do(req)
}

// It holds another header.
func other(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get("X-Session-ID")
	if id == "" {
		id = newID()
	}
	req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	http.DefaultClient.Do(req)
}

// It is out of scope, or another variable of its name hides it.
func scoped(w http.ResponseWriter, r *http.Request) {
	{
		id := r.Header.Get(header)
		if id == "" {
			id = newID()
		}
	}
	req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	http.DefaultClient.Do(req)
}

func hidden(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(header)
	if id == "" {
		id = newID()
	}
	for id := range 3 {
		req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
		if err != nil {
			return
		}
		http.DefaultClient.Do(req)
		println(id)
	}
}

func hiddenName(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(header)
	if id == "" {
		id = newID()
	}
	header := "Accept"
	req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	req.Header.Set(header, "json")
	http.DefaultClient.Do(req)
}

// It is read later, or on another way.
func later(w http.ResponseWriter, r *http.Request) {
	req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	http.DefaultClient.Do(req)
	id := r.Header.Get(header)
	if id == "" {
		id = newID()
	}
}

func branch(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodGet:
		id := r.Header.Get(header)
		if id == "" {
			id = newID()
		}
	case http.MethodPost:
		req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
		if err != nil {
			return
		}
		http.DefaultClient.Do(req)
	}
}

// Nothing sees to the error, or the request is not where the error is seen to.
func unchecked(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(header)
	if id == "" {
		id = newID()
	}
	req, _ := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	http.DefaultClient.Do(req)
	req2, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		println(err)
	}
	http.DefaultClient.Do(req2)
	if req3, err := http.NewRequest(http.MethodGet, own, nil); err == nil { // want "sends no `x-request-id`"
		http.DefaultClient.Do(req3)
	}
	req4, err4 := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	http.DefaultClient.Do(req4)
	println(err4)
}

// It is sent before the place of the fix.
func otherwise(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(header)
	if id == "" {
		id = newID()
	}
	req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	} else {
		http.DefaultClient.Do(req)
	}
}

// The headers are replaced, or cut, after they are made.
func replaced(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(header)
	if id == "" {
		id = newID()
	}
	req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	req.Header = http.Header{"Accept": {"json"}}
	http.DefaultClient.Do(req)
	req2, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	req2.Header.Del(header)
	http.DefaultClient.Do(req2)
}

// The variable holds more than one request.
func several(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(header)
	if id == "" {
		id = newID()
	}
	req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	if r.Method == http.MethodPost {
		req, err = http.NewRequest(http.MethodPost, own, nil)
		if err != nil {
			return
		}
	}
	http.DefaultClient.Do(req)
}

// No handler: what a client's request has of its own, and a closure that runs when nobody knows.
func copied(r *http.Request) {
	id := r.Header.Get(header)
	if id == "" {
		id = newID()
	}
	req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
	if err != nil {
		return
	}
	http.DefaultClient.Do(req)
}

func deferred(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(header)
	if id == "" {
		id = newID()
	}
	time.AfterFunc(time.Hour, func() {
		req, err := http.NewRequest(http.MethodGet, own, nil) // want "sends no `x-request-id`"
		if err != nil {
			return
		}
		http.DefaultClient.Do(req)
	})
}
