package syntax

import (
	"slices"
	"sync"
	"testing"
)

// TestPack packs trees while others look at them: nodes stay what they are.
func TestPack(t *testing.T) {
	for _, text := range []string{"", "const a = f(`x${1}`)", "class A {\n  b = '\u00e4'\n  (", "\xff\xfe"} {
		tree := mustParse(t, TypeScript(), text)
		var want []string
		for n := range tree.Root().All() {
			want = append(want, n.Type()+"|"+n.Text())
		}
		first := tree.Root()
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for range 20 {
					tree.Pack()
					var got []string
					for n := range tree.Root().All() {
						got = append(got, n.Type()+"|"+n.Text())
					}
					if !slices.Equal(got, want) || tree.Root() != first || string(tree.Text()) != text {
						t.Errorf("%q is another tree when it is unpacked: %q", text, got)
					}
				}
			})
		}
		wg.Wait()
		if tree.Pack(); tree.Held() || string(tree.Text()) != text || tree.Held() {
			t.Errorf("%q is held in memory although it is packed", text)
		}
	}
}
