package expr

import (
	"testing"

	"github.com/bytelyst/connaudit/internal/value"
)

// Conditions and messages of the rule packs over facts made by hand: what a rule author expects of each.

const (
	requireHeader = "params.header in headers"
	ourSite       = `(destination(url, params.own_hosts) == 'ours'
		|| params.same_origin && destination(url, params.own_hosts) == 'same-origin')
		&& !surely(glob(url, params.exempt))`
)

var headerParams = vars{"params.header": str("x-request-id"), "params.own_hosts": strs("*.internal"),
	"params.same_origin": value.NewBool(false), "params.exempt": strs()}

func onceHeader() *value.Value {
	return str("id").With(func(v *value.Value) {
		v.Ref = &thing{source: "once", at: place1("web/src/api.ts:12")}
	})
}

func TestHeaders(t *testing.T) {
	sent := headers("", "X-Request-Id", onceHeader())
	h := func(v *value.Value, more ...any) vars { return with(headerParams, append(more, "headers", v)...) }
	env := unk("env API").With(func(v *value.Value) { v.Origin = value.Env })
	maybe := headers("").Set(value.Prop{Key: "x-request-id", Value: str("1"), Maybe: true})
	judgeAll(t, []verdict{
		{"sent, other case", requireHeader, h(sent), "true"},
		{"closed headers without it", requireHeader, h(headers("", "Accept", str("json"))), "false"},
		{"open headers without it", requireHeader, h(headers("spread of opts.headers", "Accept", str("json"))), "unknown: spread of opts.headers"},
		{"open headers with it", requireHeader, h(headers("spread of opts.headers", "x-request-id", str("1"))), "true"},
		{"sent on some branches", requireHeader, h(maybe), "true"},
		{"headers on one branch only", requireHeader, h(branch(headers("", "x-request-id", str("1")), null)), "true"},
		{"neither branch has it", requireHeader, h(branch(headers("", "A", str("1")), headers(""))), "false"},
		{"one branch is open", requireHeader, h(branch(headers("spread"), headers(""))), "unknown: spread"},
		{"no headers", requireHeader, h(null), "false"},
		{"headers unknown", requireHeader, h(unk("parameter headers")), "unknown: parameter headers"},
		{"URL is a parameter", ourSite, h(headers(""), "url", unk("parameter url")), "unknown: parameter url"},
		{"third party", ourSite, h(headers(""), "url", str("https://api.example.com/v1")), "false"},
		{"from the environment", ourSite, h(headers(""), "url", env), "true"},
		{"ours by branch", ourSite, h(headers(""), "url", branch(str("http://localhost:1"), str("http://localhost:2"))), "true"},
		{"ours on one branch", ourSite, h(headers(""), "url", branch(str("http://localhost:1"), str("https://a.b"))), "unknown: http://localhost:1 or https://a.b, by branch"},
		{"computed once", "freshness(headers[params.header]) != 'once'", h(sent), "false"},
	})
	const message = "This client sends no `{params.header}`; the trace is cut here. It sends {headers}."
	for _, r := range []struct{ src, want string }{
		{message, "This client sends no `x-request-id`; the trace is cut here. It sends X-Request-Id."},
		{"at {place(headers[params.header])}, and then", "at web/src/api.ts:12, and then"},
	} {
		if got := h(sent).message(t, r.src); got != r.want {
			t.Errorf("%s\n got %s\nwant %s", r.src, got, r.want)
		}
	}
}

func TestContainers(t *testing.T) {
	declared := func(at string, paths ...*value.Value) *value.Value {
		return fact(at, "key", str("users"), "value", list(paths...))
	}
	pk := func(s Var) vars { return vars{"key": str("users"), "value": strs("/id"), "declared": s} }
	id, other := declared("b/x.ts:3", str("/id")), declared("c/y.ts:9", str("/ownerId"))
	computed := declared("b/x.ts:3", unk("computed path"))
	byBranch := func(a, b *value.Value) *value.Value { return fact("c/y.ts:9", "value", branch(a, b)) }
	const same = "declared.all(d, d.value == value)"
	judgeAll(t, []verdict{
		{"same elsewhere", same, pk(set(id)), "true"},
		{"another elsewhere", same, pk(set(id, other)), "false"},
		{"one path unknown", same, pk(set(computed)), "unknown: computed path"},
		{"one unknown and one different", same, pk(set(computed, other)), "false"},
		{"by branch, both differ", same, pk(set(byBranch(strs("/a"), strs("/b")))), "false"},
		{"by branch, one is equal", same, pk(set(byBranch(strs("/id"), strs("/b")))), "unknown: /id or /b, by branch"},
	})
	v := pk(set(other, declared("d/z.py:4", str("/ownerId")), declared("e/w.ts:1", unk("x"))))
	const message = "`{key}` is declared with {value} here, and with {values(declared)} elsewhere: {declared}."
	if got, want := v.message(t, message), "`users` is declared with /id here, and with /ownerId elsewhere: c/y.ts:9, d/z.py:4 and e/w.ts:1."; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

const requireUse = `surely(by_name || by_id) ? true
	: surely(another_field) ? false
	: unknown('the name says nothing about the field')`

// uses is a read of a container with its let names, as the partition-key-use check states them.
func uses(t *testing.T, used *value.Value, isID bool, path string, document, rival *value.Value) vars {
	v := vars{"key": str("users"), "value": used, "is_id": value.NewBool(isID), "role": str("used"), "language": str("typescript"),
		"declared": set(fact("b/x.ts:3", "value", strs(path))), "alias": set(), "document": set(), "rival": set()}
	if document != nil {
		v["document"] = set(fact("b/types.ts:1", "value", document))
	}
	if rival != nil {
		v["rival"] = set(fact("c/y.ts:9", "value", rival))
	}
	for name, src := range map[string]string{
		"by_name": "declared.exists(d, agrees(value, d.value))",
		"by_id":   "is_id && declared.exists(d, d.value == ['/id'] || alias.exists(a, agrees(a.value, d.value)))",
		"another_field": `value == [] || is_id || document.exists(d, name_in(value, d.value))
			|| rival.exists(r, agrees(value, r.value))`,
		"effect": `role == 'queried' ? 'Too little.' : language == 'python' ? 'Not found.' : 'It returns undefined.'`,
	} {
		v[name] = Var{Let: compile(t, v.env(t, src), src)}
	}
	return v
}

func TestUses(t *testing.T) {
	judgeAll(t, []verdict{
		{"doc.ownerId on /ownerId", requireUse, uses(t, strs("doc.ownerId"), false, "/ownerId", nil, nil), "true"},
		{"uid on /userId", requireUse, uses(t, strs("uid"), false, "/userId", nil, nil), "unknown: the name says nothing about the field"},
		{"ownerId on /id, documents have it", requireUse, uses(t, strs("ownerId"), false, "/id", strs("id", "ownerId"), nil), "false"},
		{"ownerId on /id, another repository declares it", requireUse, uses(t, strs("ownerId"), false, "/id", nil, strs("/ownerId")), "false"},
		{"item(id, id) on /id", requireUse, uses(t, strs("id"), true, "/id", nil, nil), "true"},
		{"item(id, id) on /ownerId", requireUse, uses(t, strs("id"), true, "/ownerId", nil, nil), "false"},
		{"a call result as key", requireUse, uses(t, list(unk("result of getKey()")), false, "/id", strs("id"), nil), "unknown"},
		{"no key on /tenantId", requireUse, uses(t, list(), false, "/tenantId", nil, nil), "false"},
	})
	const message = "Container `{key}` has partition key {values(declared)}, and this call passes {value == [] ? 'no key' : value}. {effect}"
	got := uses(t, list(), false, "/tenantId", nil, nil).message(t, message)
	if want := "Container `users` has partition key /tenantId, and this call passes no key. It returns undefined."; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestProductsQueuesAndVariables(t *testing.T) {
	lit := func(s, source string) *value.Value {
		return str(s).With(func(v *value.Value) { v.Ref = &thing{source: source, text: "'" + s + "'", at: place1("web/a.ts:7")} })
	}
	pid := func(v *value.Value, configured Var) vars {
		out := vars{"key": str("productId"), "value": v, "params.values": strs(), "configured": configured,
			"example": set(), "sent": set(fact("w.ts:1", "headers", obj()))}
		const ours = `value in params.values || configured.size() > 0 || example.exists(e, e.value == value)
			|| sent.exists(s, s.headers['x-product-id'] == value)`
		out["ours"] = Var{Let: compile(t, out.env(t, ours), ours)}
		return out
	}
	const product = `source(value) != 'literal' || value == '' ? true : surely(ours) ? false
		: unknown('not known as a product id of this workspace')`
	queue := func(s Var) vars { return vars{"publisher": s} }
	const published = "publisher.size() > 0"
	config, p1, p2 := set(fact("c.ts:2")), fact("p.ts:1"), fact("q.ts:1")
	judgeAll(t, []verdict{
		{"literal, nothing known of it", product, pid(lit("mind", "literal"), set()), "unknown: not known as a product id of this workspace"},
		{"literal, package has a configured id", product, pid(lit("mind", "literal"), config), "false"},
		{"from the environment", product, pid(lit("", "env"), set()), "true"},
		{"origin differs by branch", product, pid(unk("branches differ"), config), "unknown"},
		{"published", published, queue(set(p1)), "true"},
		{"nobody", published, queue(set()), "false"},
		{"one publisher's name is unknown", published, queue(set().maybe(p1)), "unknown: a fact that cannot be read may belong to `publisher`"},
		{"one is unknown, one publishes it", published, queue(set(p1).maybe(p2)), "true"},
		{"no such name elsewhere", "foreign.size() == 0", vars{"foreign": set(p1).maybe(p2)}, "false"},
	})
	alike := vars{"key": str("order_created"), "alike": set(fact("p.ts:1", "key", str("order-created")))}
	const nobody = "Nobody publishes to `{key}`.{alike.size() > 0 ? ' Published is `' + alike[0].key + '`.' : ''}"
	if got, want := alike.message(t, nobody), "Nobody publishes to `order_created`. Published is `order-created`."; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	alike["alike"] = set()
	if got, want := alike.message(t, nobody), "Nobody publishes to `order_created`."; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	sites := vars{"sites": set(fact("a:1", "key", str("A")), fact("a:2", "key", unk("parameter name")), fact("a:3", "key", str("B")), fact("a:4", "key", str("A")))}
	names := "sites.map(s, known(s.key), s.key).distinct()"
	sites["names"] = Var{Let: compile(t, sites.env(t, names), names)}
	if got, want := sites.message(t, "reads {names.size()} variables: {names}"), "reads 2 variables: A and B"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	near := vars{"key": str("PRODUCT_ID"), "listed_there": set(fact("e:1", "key", str("NEXT_PUBLIC_PRODUCT_ID")))}
	if got := near.eval(t, "similar(key, listed_there.map(f, f.key))"); got != "NEXT_PUBLIC_PRODUCT_ID" {
		t.Error(got)
	}
	two := vars{"x": headers("", "A", str("a"), "B", str("b"))}
	if got := two.message(t, "{x}"); got != "A and B" {
		t.Error(got)
	}
}
