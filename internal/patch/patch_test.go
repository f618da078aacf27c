package patch

import "testing"

func TestUnified(t *testing.T) {
	for _, c := range []struct{ path, before, after, want string }{
		{"a", "1\n", "2\n", "--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-1\n+2\n"},
		{"a b", "1", "2", "--- a/a b\n+++ b/a b\n@@ -1,1 +1,1 @@\n-1\n\\ No newline at end of file\n+2\n\\ No newline at end of file\n"},
		{"\"\n\\é", "", "1\n", "--- \"a/\\\"\\012\\\\\\303\\251\"\n+++ \"b/\\\"\\012\\\\\\303\\251\"\n@@ -0,0 +1,1 @@\n+1\n"},
	} {
		if got := Unified(c.path, []byte(c.before), []byte(c.after)); got != c.want {
			t.Errorf("%q: got\n%s\nwant\n%s", c.path, got, c.want)
		}
	}
}
