package program

import "testing"

// phrase is a row of tokens with what may stand before it.
func phrase(ends []string, tokens ...string) Phrase { return Phrase{Tokens: tokens, Ends: ends} }

func TestPhraseInText(t *testing.T) {
	request := []string{".req", ".request", "^req", "^request"}
	headers := phrase(request, ".", "headers", "[")
	get := phrase(request, ".", "headers", ".", "get", "(")
	global := Phrase{Tokens: []string{"fetch", "("}, Global: true}
	method := phrase(nil, "requests", ".", "$", "(")
	for _, tt := range []struct {
		p    Phrase
		text string
		want bool
	}{
		{headers, "req.headers['a']", true},
		{headers, "req?.headers?.['a']", true},
		{headers, "this.req!.headers!['a']", true},
		{headers, "Req\n  .headers\n  ['a']", true},
		{headers, "(req).headers['a']", true},
		{headers, "(req.headers)['a']", true},
		{headers, "(req.headers as any)['a']", true},
		{headers, "req /* r */ .headers /* h */ ['a']", true},
		{headers, "req // r\n  .headers // h\n  ['a']", true},
		{headers, "req.\\\n headers['a']", true},
		{headers, "myreq.headers['a']", false},
		{headers, "res.headers['a']", false},
		{headers, "a.headers; b.req.headers['a']", true},
		{headers, "respond().headers['a']", false},
		{headers, "req.headers.a", false},
		{headers, "req.headers", false},
		{headers, "req.headersOf['a']", false},
		{headers, "{ headers: ['a'] }", false},
		{get, "req.headers.get('a')", true},
		{get, "req.headers?.get?.('a')", true},
		{get, "req.headers.get<string>('a')", true},
		{get, "req.headers.getAll('a')", false},
		{get, "res.headers.get('a'); req.headers.has('a')", false},
		{phrase(nil, ".", "interceptors", ".", "request", ".", "use", "("), "x().interceptors.request.use(f)", true},
		{phrase(nil, ".", "interceptors", ".", "request", ".", "use", "("), "x.interceptors.response.use(f)", false},
		{method, "requests.get(url)", true},
		{method, "requests . post (url)", true},
		{method, "for requests. The first (of", false},
		{method, "import requests.adapters", false},
		{method, "my_requests.get(url)", false},
		{global, "await fetch(url)", true},
		{global, "const f = opts.fetch ?? fetch;", true},
		{global, "f(...fetch(url))", true},
		{global, "{ fetch }", false},
		{global, "{ fetch: mine }", false},
		{global, "interface O { fetch?: Fetch }", false},
		{global, "ok ? fetch : mine", true},
		{global, "ok ? mine : fetch", true},
		{global, "return fetch;", true},
		{global, "const f = globalThis.fetch", true},
		{global, "wrap(fetch)", true},
		{global, "send(url, fetcher = fetch)", true},
		{global, "type Fetch = typeof fetch;", false},
		{global, " * fetch(url) is called", false},
		{global, "  // await fetch(url)", false},
		{global, "fetch\n  (url)", true},
		{global, "fetch<T>(url)", true},
		{global, "globalThis.fetch(url)", true},
		{global, "window\n  .fetch(url)", true},
		{global, "(window as any).fetch(url)", true},
		{global, "const f = fetch as typeof fetch", true},
		{global, "this.fetch(url)", false},
		{global, "opts?.fetch", false},
		{global, "// fetch the list", false},
		{global, "prefetch(url)", false},
	} {
		if got := tt.p.in([]byte(tt.text)); got != tt.want {
			t.Errorf("%v behind %v in %q: %v", tt.p.Tokens, tt.p.Ends, tt.text, got)
		}
	}
}
