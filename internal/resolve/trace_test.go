package resolve

import (
	"fmt"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/internal/value"
)

// TestTrace: the steps that led to a value over several files, in the order they were taken.
func TestTrace(t *testing.T) {
	p := newProgram(t, txtar.Parse([]byte(siteFiles)))
	u := p.byPath["service.ts"]
	s := NewSession(p)
	n := shown(u)[0]
	v := s.Eval(u, n, nil)
	var tr Trace
	s.Trace(&tr)
	if again := s.Eval(u, n, nil); printed(again) != printed(v) {
		t.Errorf("a trace changes the value: %s, was %s", printed(again), printed(v))
	}
	got := "\n"
	for _, st := range tr.Steps {
		got += fmt.Sprintf("%s: %s\n", st.Place, st.Text)
	}
	if got != wantTrace {
		t.Errorf("got%s\nwant%s", got, wantTrace)
	}
}

const wantTrace = `
service.ts:13: makes a new Orders
service.ts:13: calls options
service.ts:3: calls createClient, which stands at packages/http/src/client.ts:3
packages/http/src/client.ts:4: calls buildHeaders, which stands at packages/http/src/build.ts:2
packages/http/src/names.ts:1: HEADERS is {request, product}
packages/http/src/build.ts:4: HEADERS is imported from "./names.js": {request, product}
packages/http/src/build.ts:4: "x-request-id" is set to the result of crypto.randomUUID
packages/http/src/build.ts:3: h is {content-type, x-request-id?}
packages/http/src/build.ts:2: extra is {}
packages/http/src/build.ts:2: buildHeaders returns {content-type, x-request-id?}
settings.ts:1: settings is {url, product}
service.ts:3: settings is imported from "./settings": {url, product}
service.ts:3: HEADERS is imported from "@acme/http": {request, product}
packages/http/src/client.ts:3: opts is {baseUrl, headers}
packages/http/src/client.ts:4: HEADERS is imported from "./names.js": {request, product}
packages/http/src/client.ts:3: createClient returns {headers, url, names}
service.ts:3: client is {headers, url, names}
service.ts:6: token is "t"
service.ts:9: "authorization" is set to "Bearer t"
service.ts:8: headers is {content-type, x-request-id?, x-product-id, accept, authorization?}
service.ts:10: calls url, which stands at packages/http/src/client.ts:4
packages/http/src/client.ts:4: p is "/orders"
packages/http/src/client.ts:4: url returns API_URL from the environment, else "http://localhost:3000/orders"
service.ts:7: options returns {headers, url}
`

// TestDescribeLists: a short list of names is written out in steps; what is long, or has more in it than names, is counted.
func TestDescribeLists(t *testing.T) {
	a, b := value.NewString("a"), value.NewString("b")
	for _, row := range []struct {
		list *value.Value
		want string
	}{
		{value.NewList(), "[]"},
		{value.NewList(a, b), `["a", "b"]`},
		{value.NewList(a, b).Opened("a spread"), `["a", "b"] and possibly more (a spread)`},
		{value.NewList(a, value.NewList(b)), "a list of 2"},
		{value.NewList(a, b, a, b, a), "a list of 5"},
	} {
		if got := Describe(row.list); got != row.want {
			t.Errorf("got %s, want %s", got, row.want)
		}
	}
}
