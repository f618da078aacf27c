package program

import "testing"

func TestFoldedWords(t *testing.T) {
	for _, row := range []struct {
		text, word string
		want       bool
	}{
		{"const productId = 1", "productid", true},
		{"PRODUCT_ID", "productid", true},
		{`"X-Product-Id"`, "xproductid", true},
		{"product.id", "productid", true},
		{"a.p.productId", "productid", true},
		{"ppproductid", "productid", true},
		{"product, id", "productid", false},
		{"productI", "productid", false},
		{"produkt_id", "productid", false},
		{"", "productid", false},
		{"größe_x", "größex", true},
	} {
		if got := hasFolded([]byte(row.text), row.word); got != row.want {
			t.Errorf("%q in %q: %v", row.word, row.text, got)
		}
	}
}
