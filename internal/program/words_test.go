package program

import (
	"fmt"
	"strings"
	"testing"
)

// TestFilter: the filter of a text has each of its words, and few others, however often a text repeats its own.
func TestFilter(t *testing.T) {
	d := NewDictionary([]string{"fetch"})
	for _, distinct := range []int{1, 10, 100, 1000, 10_000} {
		for _, times := range []int{1, 3, 40} {
			var text strings.Builder
			for i := range distinct * times {
				fmt.Fprintf(&text, "word%d ", i%distinct)
			}
			_, all, _ := d.index([]byte(text.String()))
			for i := range distinct {
				if w := fmt.Sprintf("word%d", i); !all.has(hashOf(w)) {
					t.Fatalf("%d words %d times: %s is lost", distinct, times, w)
				}
			}
			const others = 20_000
			wrong := 0
			for i := range others {
				if all.has(hashOf(fmt.Sprintf("other%d", i))) {
					wrong++
				}
			}
			if wrong > others/20 {
				t.Errorf("%d words %d times: %d of %d others are claimed", distinct, times, wrong, others)
			}
			if most := 16*scarce*distinct/64 + 2; times == 40 && len(all) > most {
				t.Errorf("%d words %d times take %d bytes", distinct, times, 8*len(all))
			}
		}
	}
}
