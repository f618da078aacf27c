package plan

import (
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/source"
)

func TestUnified(t *testing.T) {
	lines := "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n"
	for _, c := range []struct {
		name, text string
		edits      []edit
		want       string // without the two lines of names
		bad        bool
	}{
		{"nothing", lines, nil, "", false},
		{"a word", lines, []edit{{2, 3, "two"}}, "@@ -1,5 +1,5 @@\n 1\n-2\n+two\n 3\n 4\n 5\n", false},
		{"no change", lines, []edit{{2, 3, "2"}}, "", false},
		{"a line out, and the next changed", lines, []edit{{2, 4, ""}, {4, 5, "three"}}, "@@ -1,6 +1,5 @@\n 1\n-2\n-3\n+three\n 4\n 5\n 6\n", false},
		{"a line in", lines, []edit{{4, 4, "new\n"}}, "@@ -1,5 +1,6 @@\n 1\n 2\n+new\n 3\n 4\n 5\n", false},
		{"the last line out", "1\n2\n", []edit{{2, 4, ""}}, "@@ -1,2 +1,1 @@\n 1\n-2\n", false},
		{"two hunks", lines, []edit{{0, 1, "a"}, {24, 26, "b"}}, "@@ -1,4 +1,4 @@\n-1\n+a\n 2\n 3\n 4\n@@ -9,4 +9,4 @@\n 9\n 10\n 11\n-12\n+b\n", false},
		{"the same edit twice", lines, []edit{{0, 1, "a"}, {0, 1, "a"}}, "@@ -1,4 +1,4 @@\n-1\n+a\n 2\n 3\n 4\n", false},
		{"no end of line", "a", []edit{{0, 1, "b"}}, "@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n", false},
		{"line ends of Windows", "a\r\nb\r\n", []edit{{0, 1, "c"}}, "@@ -1,2 +1,2 @@\n-a\r\n+c\r\n b\r\n", false},
		{"overlap", lines, []edit{{0, 3, "a"}, {2, 5, "b"}}, "", true},
		{"byte order mark", "\ufeffa\n", []edit{{0, 1, "b"}}, "", true},
	} {
		text, err := source.New("x", []byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		got, ok := unified("x", text, c.edits)
		got = strings.TrimPrefix(got, "--- a/x\n+++ b/x\n")
		if got != c.want || ok == c.bad {
			t.Errorf("%s: got %v\n%s", c.name, ok, got)
		}
	}
}

func TestNameIn(t *testing.T) {
	for _, c := range []struct {
		code     string
		from, to int
		bare     bool
	}{
		{`'orders'`, 1, 7, false}, {`"orders"`, 1, 7, false}, {`orders`, 0, 6, true}, {`orders: { x }`, 0, 6, true}, {`'orders': { x }`, 1, 7, false},
		{`'orders_v2'`, 0, 0, false}, {`'myorders'`, 0, 0, false}, {`orders_v2: 1`, 0, 0, false}, {`orders + 'x'`, 0, 0, false}, {`'orders"`, 0, 0, false}, {``, 0, 0, false},
	} {
		if from, to, bare := nameIn(c.code, "orders"); from != c.from || to != c.to || bare != c.bare {
			t.Errorf("%s: %d %d %v", c.code, from, to, bare)
		}
	}
}

func TestAgrees(t *testing.T) {
	for _, c := range []struct {
		name, key string
		want      bool
	}{
		{"customerId", "/customerId", true}, {"order.customerId", "/customerId", true}, {"customer.id", "/customerId", true}, {"customer_id", "/customerId", true},
		{"id", "/id", true}, {"order.id", "/id", false}, {"id", "/customerId", false}, {"userId", "/customerId", false}, {"customerId", "/address/customerId", true},
	} {
		if agrees(c.name, c.key) != c.want {
			t.Errorf("%s for %s", c.name, c.key)
		}
	}
}

func TestJoinName(t *testing.T) {
	for _, c := range []struct{ label, name, sep, want string }{
		{"shop", "orders", "_", "shop_orders"}, {"my-shop", "orders", "-", "my-shop-orders"}, {"my shop", "orders", "camel", "myShopOrders"}, {"!", "orders", "_", ""},
	} {
		if got := joinName(c.label, c.name, c.sep); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

// TestEscapes has texts that would mean something in Markdown or in a shell.
func TestEscapes(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{text("a `b|c` <d> *e* [f](g)\nh"), "a `b|c` &lt;d&gt; \\*e\\* \\[f\\](g) h"},
		{text("a ` b"), "a \\` b"},
		{code("a`b``c"), "```a`b``c```"},
		{code("`a"), "`` `a ``"},
		{code("a\u202eb\x1b"), "`a\\u202eb\\x1b`"},
		{fence("sh", "a\n```\nb"), "````sh\na\n```\nb\n````\n"},
		{quote("it's $(x)"), `'it'\''s $(x)'`},
		{quoteIf("-x"), "'-x'"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	d := &page{}
	d.row(code("a|b"), text("c|d"))
	if got := d.String(); got != "| `a\\|b` | c&#124;d |\n" {
		t.Errorf("%q", got)
	}
}
