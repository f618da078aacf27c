package linehash

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/source"
)

// TestLineHashes compares with what GitHub's own program gives for these texts.
func TestLineHashes(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", []string{"c129715d7a2bc9a3:1"}},
		{" a\nb\n  \t\tc\n d", []string{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"}},
		{" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", mixedEnds}, {" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", mixedEnds},
		{" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", mixedEnds}, {" hello; \t\r\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", mixedEnds},
		{strings.Repeat("Lorem ipsum dolor sit amet.\n", 10), []string{"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3",
			"a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6", "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1",
			"cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"}},
	} {
		got := hashesOf(t, c.text)
		if len(got) != len(c.want) {
			t.Errorf("%q has %d lines, want %d", c.text, len(got), len(c.want))
		}
		for i, want := range c.want {
			if got[i+1] != want {
				t.Errorf("%q, line %d: %s, want %s", c.text, i+1, got[i+1], want)
			}
		}
	}
}

var mixedEnds = []string{"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1", "b3edc88f2938467e:1",
	"c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"}

func hashesOf(t *testing.T, raw string) map[int]string {
	t.Helper()
	f, err := source.New("a", []byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return Of(f)
}

func TestNoLineHashOfOtherEncodings(t *testing.T) {
	for _, raw := range []string{"a\xff", "\xff\xfea\x00"} {
		if got := hashesOf(t, raw); got != nil {
			t.Errorf("%q has the hashes %v", raw, got)
		}
	}
	if with, without := hashesOf(t, "\xef\xbb\xbfa"), hashesOf(t, "a"); with[1] == without[1] {
		t.Error("a byte order mark does not count")
	}
}

// FuzzLineHashes compares the rolling hash with the polynomial that it stands for.
func FuzzLineHashes(f *testing.F) {
	f.Add("a\r\n\tb\r \n👩‍💻")
	f.Add(strings.Repeat("x = 1;\n", 60))
	f.Fuzz(func(t *testing.T, raw string) {
		file, err := source.New("a", []byte(raw))
		if err != nil {
			return
		}
		got := Of(file)
		if got == nil {
			return
		}
		units, starts := hashUnits(file)
		seen := map[string]int{}
		for i, start := range starts {
			sum := new(big.Int)
			for at := start; at < start+hashWindow; at++ {
				sum.Mul(sum, big.NewInt(hashBase))
				if at < len(units) {
					sum.Add(sum, big.NewInt(int64(units[at])))
				}
			}
			text := sum.Mod(sum, new(big.Int).Lsh(big.NewInt(1), 64)).Text(16)
			seen[text]++
			if want := fmt.Sprintf("%s:%d", text, seen[text]); got[i+1] != want {
				t.Errorf("line %d of %q: %s, want %s", i+1, raw, got[i+1], want)
			}
		}
	})
}
