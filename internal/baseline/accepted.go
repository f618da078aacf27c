package baseline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
)

// AcceptedName is where a baseline stands unless the configuration or a flag says otherwise: in the workspace's folder.
const AcceptedName = ".connaudit-baseline.json"

// Accepted is a baseline: the findings that were there when somebody decided to look at new ones only.
type Accepted struct{ Records []Record }

// Accept makes a baseline of the findings of a result that are not suppressed.
func Accept(r *diag.Result) *Accepted {
	a := &Accepted{}
	for _, rec := range Records(r) {
		if rec.Status == diag.Suppressed.String() {
			continue
		}
		rec.Line, rec.Status = 0, ""
		a.Records = append(a.Records, rec)
	}
	return a
}

// accepted is the file's form; null at the end of the list is there for its comma.
type accepted struct {
	Format   string    `json:"connaudit"`
	Version  int       `json:"version"`
	Findings []*Record `json:"findings"`
}

const anew = "`connaudit baseline write` writes it anew"

// ParseAccepted reads the text of a baseline; name is for messages.
func ParseAccepted(name string, data []byte) (*Accepted, error) {
	n := 0
	for text := range bytes.Lines(data) {
		if n++; isConflict(text) {
			return nil, fmt.Errorf("%s:%d: %s", name, n, conflict)
		}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, fmt.Errorf("%s:1: the file is empty; %s", name, anew)
	}
	var file accepted
	d := json.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&file); err != nil {
		return nil, fmt.Errorf("%s:%d: no baseline: %w; mend the line, or %s", name, lineOf(data, err, d.InputOffset()), err, anew)
	}
	switch {
	case file.Format != "baseline":
		return nil, fmt.Errorf(`%s:1: a baseline begins with {"connaudit":"baseline","version":%d; %s`, name, version, anew)
	case file.Version != version:
		return nil, fmt.Errorf("%s:1: this is a baseline of version %d; this program reads version %d", name, file.Version, version)
	}
	if rest := bytes.TrimLeft(data[d.InputOffset():], " \t\r\n"); len(rest) > 0 {
		return nil, fmt.Errorf("%s:%d: something stands behind the baseline; remove it, or %s", name, lineAt(data, int64(len(data)-len(rest)+1)), anew)
	}
	return newAccepted(name, data, file.Findings)
}

// newAccepted puts the records of a file in order.
func newAccepted(name string, data []byte, records []*Record) (*Accepted, error) {
	a := &Accepted{}
	seen := map[string]bool{}
	for _, rec := range records {
		switch {
		case rec == nil:
			continue
		case rec.Fingerprint == "" || rec.Rule == "":
			return nil, fmt.Errorf("%s: an entry (rule %q, file %q) needs fingerprint and rule; remove it, or %s", name, rec.Rule, rec.Path, anew)
		case !strings.HasPrefix(rec.Fingerprint, diag.FingerprintVersion):
			return nil, fmt.Errorf("%s:%d: fingerprint %q is of another version than those of this program (%s…); %s", name,
				lineAt(data, int64(bytes.Index(data, []byte(rec.Fingerprint)))), rec.Fingerprint, diag.FingerprintVersion, anew)
		}
		if !seen[rec.Fingerprint] {
			seen[rec.Fingerprint] = true
			a.Records = append(a.Records, *rec)
		}
	}
	slices.SortFunc(a.Records, Record.compare)
	return a, nil
}

// lineOf returns the line at which decoding failed.
func lineOf(data []byte, err error, read int64) int {
	var syntax *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		read = syntax.Offset
	case errors.As(err, &typ):
		read = typ.Offset
	case errors.Is(err, io.ErrUnexpectedEOF):
		read = int64(len(data)) + 1
	}
	return lineAt(data, read)
}

// lineAt returns the line, from 1, of an offset.
func lineAt(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(max(int(offset)-1, 0), len(data))], []byte("\n"))
}

// Encode writes a baseline as its file has it.
func (a *Accepted) Encode() ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\"connaudit\":\"baseline\",\"version\":%d,\"findings\":[\n", version)
	for i := range a.Records {
		var line bytes.Buffer
		e := json.NewEncoder(&line)
		e.SetEscapeHTML(false)
		if err := e.Encode(&a.Records[i]); err != nil {
			return nil, fmt.Errorf("writing the baseline: %w", err)
		}
		b.Write(bytes.TrimSpace(line.Bytes()))
		b.WriteString(",\n")
	}
	b.WriteString("null]}\n")
	return b.Bytes(), nil
}

// Write replaces the file in one go.
func (a *Accepted) Write(path string) error {
	data, err := a.Encode()
	if err != nil {
		return err
	}
	if err := replace(path, data); err != nil {
		return fmt.Errorf("the baseline cannot be written: %w", err)
	}
	return nil
}

// Mark marks the new findings of a result that the baseline has as known, and returns its records of which the result has no
// finding any more.
func (a *Accepted) Mark(r *diag.Result) (gone []Record) {
	have := map[string]bool{}
	for _, rec := range a.Records {
		have[rec.Fingerprint] = true
	}
	found := map[string]bool{}
	for i := range r.Findings {
		f := &r.Findings[i]
		found[f.Fingerprint] = true
		if f.Status == diag.New && have[f.Fingerprint] {
			f.Status = diag.Known
		}
	}
	for _, rec := range a.Records {
		if !found[rec.Fingerprint] {
			gone = append(gone, rec)
		}
	}
	return gone
}

// Without returns the baseline without some of its records.
func (a *Accepted) Without(gone []Record) *Accepted {
	return &Accepted{Records: without(a.Records, gone)}
}
