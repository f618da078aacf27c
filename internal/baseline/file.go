package baseline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// version is that of the file's format. Fields are only ever added to it.
const version = 1

// line is one line of the file: the head, a snapshot or a record.
type line struct {
	Format   string `json:"connaudit,omitempty"` // of the head: history
	Version  int    `json:"version,omitempty"`
	Snapshot string `json:"snapshot,omitempty"` // of a snapshot: its label
	Seq      int    `json:"seq,omitempty"`
	Date     string `json:"date,omitempty"`
	Tool     string `json:"tool,omitempty"`
	Rules    string `json:"rules,omitempty"`
	Count    *int   `json:"records,omitempty"` // how many there are, which a merge or a lost line would change
	In       string `json:"in,omitempty"`      // of a record: the snapshot's label
	*Record
}

// Read reads a history; a file that does not exist is an empty one.
func Read(path string) (*History, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &History{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the history cannot be read: %w", err)
	}
	return Parse(path, data)
}

// parser gathers what the lines of a file say.
type parser struct {
	name    string
	at      int
	head    bool
	order   []string
	made    map[string]Snapshot
	records map[string][]Record
	seen    map[string]bool // fingerprints by label
	counts  map[string]int  // of records that a label says it has
}

// Parse reads the text of a history; name is for messages.
func Parse(name string, data []byte) (*History, error) {
	p := &parser{name: name, made: map[string]Snapshot{}, records: map[string][]Record{}, seen: map[string]bool{}, counts: map[string]int{}}
	for text := range bytes.Lines(bytes.TrimPrefix(data, []byte("\ufeff"))) {
		p.at++
		if text = bytes.TrimSpace(text); len(text) == 0 {
			continue
		}
		if err := p.line(text); err != nil {
			return nil, err
		}
	}
	return p.history()
}

func (p *parser) fail(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", p.name, p.at, fmt.Sprintf(format, args...))
}

func (p *parser) line(text []byte) error {
	if isConflict(text) {
		return p.fail(conflict)
	}
	l := line{Record: &Record{}}
	d := json.NewDecoder(bytes.NewReader(text))
	if err := d.Decode(&l); err != nil {
		return p.fail("no record of a history: %v", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return p.fail("a line holds one record, and more follows here; put it on a line of its own")
	}
	switch {
	case l.Format != "":
		p.head = true
		if l.Format != "history" || l.Version != version {
			hint := ""
			if l.Version > version {
				hint = "; use the program that wrote it, or a newer one"
			}
			return p.fail("this is %s of version %d; this program reads history of version %d%s", l.Format, l.Version, version, hint)
		}
	case !p.head:
		return p.fail(`a history begins with {"connaudit":"history","version":%d}`, version)
	case l.Snapshot != "":
		return p.snapshot(l)
	case l.In == "" || l.Fingerprint == "" || l.Rule == "":
		return p.fail("a record needs in, fingerprint and rule")
	default:
		if k := l.In + "\x00" + l.Fingerprint; !p.seen[k] {
			p.seen[k] = true
			p.records[l.In] = append(p.records[l.In], *l.Record)
		}
	}
	return nil
}

func (p *parser) snapshot(l line) error {
	s := Snapshot{Label: l.Snapshot, Seq: l.Seq, Date: l.Date, Tool: l.Tool, Rules: l.Rules}
	if !ValidDate(s.Date) {
		return p.fail("the date of snapshot %q is %q; YYYY-MM-DD is expected", s.Label, s.Date)
	}
	if err := CheckLabel(s.Label); err != nil {
		return p.fail("the label %q %v", s.Label, err)
	}
	have, twice := p.made[s.Label]
	if l.Count != nil {
		if n, said := p.counts[s.Label]; said && n != *l.Count {
			return p.twice(s.Label)
		}
		p.counts[s.Label] = *l.Count
	}
	switch {
	case !twice:
		p.made[s.Label] = s
		p.order = append(p.order, s.Label)
	case have.Date != s.Date || have.Seq != s.Seq || have.Tool != s.Tool || have.Rules != s.Rules:
		return p.twice(s.Label)
	}
	return nil
}

func (p *parser) twice(label string) error {
	return p.fail("two snapshots have the label %q; give one of them another, also in the records that are in it", label)
}

func (p *parser) history() (*History, error) {
	h := &History{}
	for _, label := range p.order {
		s := p.made[label]
		s.Records = p.records[label]
		if n, said := p.counts[label]; said && n != len(s.Records) {
			return nil, fmt.Errorf("%s: snapshot %q says that it has %d records, and %d are there: lines are lost, or those of two snapshots of one label were merged; restore the file, or remove all lines of this snapshot",
				p.name, label, n, len(s.Records))
		}
		delete(p.records, label)
		slices.SortFunc(s.Records, Record.compare)
		h.Snapshots = append(h.Snapshots, s)
	}
	for label := range p.records {
		return nil, fmt.Errorf("%s: records are in snapshot %q, which does not stand in the file", p.name, label)
	}
	slices.SortFunc(h.Snapshots, func(a, b Snapshot) int {
		return cmp.Or(cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.Date, b.Date), cmp.Compare(a.Label, b.Label))
	})
	return h, nil
}

// Encode writes a history as its file has it.
func (h *History) Encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	lines := []line{{Format: "history", Version: version}}
	for _, s := range h.Snapshots {
		n := s.distinct()
		lines = append(lines, line{Snapshot: s.Label, Seq: s.Seq, Date: s.Date, Tool: s.Tool, Rules: s.Rules, Count: &n})
		for i := range s.Records {
			lines = append(lines, line{In: s.Label, Record: &s.Records[i]})
		}
	}
	for _, l := range lines {
		if err := e.Encode(l); err != nil {
			return nil, fmt.Errorf("writing the history: %w", err)
		}
	}
	return b.Bytes(), nil
}

// Write replaces the file in one go.
func (h *History) Write(path string) error {
	data, err := h.Encode()
	if err != nil {
		return err
	}
	if err := replace(path, data); err != nil {
		return fmt.Errorf("the history cannot be written: %w", err)
	}
	return nil
}

// replace writes a file in one go: whoever reads it meanwhile has the old or the new one.
func replace(path string, data []byte) error {
	mode := fs.FileMode(0o644)
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // a link stays one
		if info, err := os.Stat(path); err == nil {
			mode = info.Mode().Perm()
		}
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(mode), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

const conflict = "a merge conflict is left here; keep the lines of both sides and remove the markers"

// isConflict reports whether a line is one that git writes where it cannot merge.
func isConflict(text []byte) bool {
	for _, mark := range []string{"<<<<<<<", "=======", ">>>>>>>", "|||||||"} {
		if bytes.HasPrefix(text, []byte(mark)) {
			return true
		}
	}
	return false
}

func firstLine(s string) string {
	first, _, _ := strings.Cut(s, "\n")
	return first
}
