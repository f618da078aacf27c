package engine

import (
	"bytes"
	"context"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/report"
)

// FuzzAudit audits a small workspace made of files of the samples, damaged at random: it never panics, ends, and says
// the same twice, with one worker and with four. What ends an evaluation are bounds on its steps, which its own tests
// count; here an audit that does not end is a test that does not.
func FuzzAudit(f *testing.F) {
	pieces := samples(f)
	for seed := range int64(4) {
		f.Add(seed, byte(seed*40), []byte("headers"))
	}
	f.Fuzz(func(t *testing.T, seed int64, edits byte, text []byte) {
		r := rand.New(rand.NewSource(seed))
		dir := t.TempDir()
		for range 1 + r.Intn(8) {
			repo := pieces[r.Intn(len(pieces))]
			at := r.Intn(len(repo))
			for _, s := range repo[at:min(at+1+r.Intn(6), len(repo))] { // neighbours import each other
				put(t, filepath.Join(dir, s.path), string(damage(r, s.text, int(edits)%24, text)))
			}
		}
		if one, four := audited(t, dir, 1), audited(t, dir, 4); one != four {
			t.Errorf("one worker:\n%s\nfour:\n%s", one, four)
		}
	})
}

func audited(t *testing.T, dir string, workers int) string {
	r, err := Check(context.Background(), Options{Dir: dir, Workers: workers, ShowOK: true, ShowUnknown: true, Skipped: true})
	if err != nil {
		return err.Error()
	}
	var b bytes.Buffer
	if err := report.JSON(&b, r, report.Options{All: true, ShowOK: true, ShowUnknown: true}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

type sample struct {
	path string
	text []byte
}

// samples returns the files of the sample workspaces, by repository and in the order of their paths.
func samples(f *testing.F) (out [][]sample) {
	for _, ws := range []string{"bytelyst/before", "orbit"} {
		root := filepath.Join(workspaceRoot, ws)
		byRepo := map[string][]sample{}
		var repos []string
		err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			text, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(root, p)
			if err != nil {
				return err
			}
			repo, _, below := strings.Cut(filepath.ToSlash(rel), "/")
			if below {
				if byRepo[repo] == nil {
					repos = append(repos, repo)
				}
				byRepo[repo] = append(byRepo[repo], sample{rel, text})
			}
			return nil
		})
		if err != nil {
			f.Fatal(err)
		}
		for _, r := range repos {
			out = append(out, byRepo[r])
		}
	}
	return out
}

// damage edits a file some times: bits flip, lines vanish, come twice or change places, text is put in.
func damage(r *rand.Rand, text []byte, edits int, insert []byte) []byte {
	lines := bytes.Split(bytes.Clone(text), []byte("\n"))
	for range edits {
		i, j := r.Intn(len(lines)), r.Intn(len(lines))
		switch r.Intn(5) {
		case 0:
			if len(lines[i]) > 0 {
				lines[i] = bytes.Clone(lines[i])
				lines[i][r.Intn(len(lines[i]))] ^= 1 << r.Intn(8)
			}
		case 1:
			lines[i] = nil
		case 2:
			lines[i] = lines[j]
		case 3:
			lines[i], lines[j] = lines[j], lines[i]
		case 4:
			at := r.Intn(len(lines[i]) + 1)
			lines[i] = append(append(bytes.Clone(lines[i][:at]), insert...), lines[i][at:]...)
		}
	}
	return bytes.Join(lines, []byte("\n"))
}
