package workspace

import (
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/files"
)

// TestIndexFormats reads indexes that git wrote in each format, with names of every length modulo eight and extended flags.
func TestIndexFormats(t *testing.T) {
	var names []string
	for i := range 20 {
		names = append(names, "d/"+strings.Repeat("n", i+1), strings.Repeat("e", i+1))
	}
	slices.Sort(names)
	for _, version := range []string{"2", "3", "4"} {
		for _, format := range []string{"sha1", "sha256"} {
			t.Run(version+" "+format, func(t *testing.T) {
				dir := t.TempDir()
				makeTree(t, dir, names)
				git(t, dir, nil, "init", "-q", "--object-format="+format)
				git(t, dir, nil, append([]string{"add", "--"}, names[1:]...)...)
				git(t, dir, nil, "add", "--intent-to-add", names[0]) // needs the extended flags of format 3
				git(t, dir, nil, "update-index", "--index-version", version)
				g := openGit(files.Disk, dir)
				got, err := readIndex(g.dir, g.hashSize())
				if err != nil || !slices.Equal(got, names) {
					t.Errorf("names %q, error %v, want %q", got, err, names)
				}
			})
		}
	}
}

func TestIndexMissing(t *testing.T) {
	if names, err := readIndex(t.TempDir(), 20); err != nil || len(names) != 0 {
		t.Errorf("a repository without an index: %q, %v", names, err)
	}
}

func FuzzIndex(f *testing.F) {
	f.Add([]byte("DIRC\x00\x00\x00\x02\x00\x00\x00\x01"), 20)
	f.Add([]byte("DIRC\x00\x00\x00\x04\xff\xff\xff\xff"+strings.Repeat("\x80", 100)), 32)
	f.Fuzz(func(t *testing.T, text []byte, hashSize int) {
		if hashSize != 20 && hashSize != 32 {
			return
		}
		names, _, err := parseIndex(text, hashSize)
		if err != nil && names != nil {
			t.Error("names together with an error")
		}
	})
}
