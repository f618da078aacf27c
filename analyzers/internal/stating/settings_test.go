package stating

import (
	"testing"

	"github.com/bytelyst/connaudit/analyzers/internal/judge"
)

// TestRead reads what flags give params, as people write it on a command line.
func TestRead(t *testing.T) {
	for _, c := range []struct {
		given, want string
		have        any
		fails       bool
	}{
		{given: "x-trace", have: "x", want: "x-trace"},
		{given: "12", have: "x", want: "12"},
		{given: "**", have: []any{"a"}, want: "[**]"},
		{given: "*.internal,*.corp", have: []any{}, want: "[*.internal, *.corp]"},
		{given: "[a, b]", have: []any{}, want: "[a, b]"},
		{given: "true", have: false, want: "true"},
		{given: "yes please", have: false, fails: true},
		{given: "{a: b}", have: []any{}, fails: true},
	} {
		v, err := read(c.given, judge.FromYAML(c.have))
		if c.fails != (err != nil) {
			t.Errorf("%q: %v", c.given, err)
		} else if err == nil && text(v) != c.want {
			t.Errorf("%q: %s, want %s", c.given, text(v), c.want)
		}
	}
}
