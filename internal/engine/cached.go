package engine

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"time"

	"github.com/bytelyst/connaudit/internal/cache"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/files"
	"github.com/bytelyst/connaudit/internal/link"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/rule"
)

// recall takes the result from the cache, if an earlier run asked the same of files that answer the same, whatever PATHs it was given.
func (a *audit) recall() bool {
	if !a.cacheable() {
		return false
	}
	sources, err := ruleSources(a.ws, a.o)
	if err != nil {
		return false // loading the rules says so
	}
	a.key = a.keyOf(sources)
	e, ok := a.o.Cache.Get(a.key)
	if !ok || !e.Holds() {
		return false
	}
	record := program.Record{Head: e.Head, Rest: e.Rest}
	grown, resized, ok := record.Holds(a.ws, e.Begun)
	if !ok {
		return false
	}
	r, err := decodeResult(e.Result)
	if err != nil || resized && a.o.ShowUnknown && max(r.Stats.Bytes, r.Stats.Bytes+grown) >= link.PartSize {
		return false // what is linked together hangs on sizes, and how often something was not decided on what is linked together
	}
	a.o.Cache.Use(a.key)
	r.Open = a.result.Open
	r.Stats.Bytes += grown
	r.Stats.FilesParsed, r.Stats.DurationMS = 0, time.Since(a.start).Milliseconds()
	a.result = r
	return true
}

// cacheable reports whether the options ask for nothing that only a run itself can tell. An option that is not named here has not
// been thought of: with it nothing is taken from the cache.
func (a *audit) cacheable() bool {
	if a.o.Cache == nil {
		return false
	}
	rest := a.o
	rest.Dir, rest.Paths, rest.ConfigFile, rest.NoConfig, rest.RulePaths = "", nil, "", false, nil
	rest.ForceExclude, rest.Staged, rest.Baseline, rest.NoBaseline, rest.Today = false, false, "", false, ""
	rest.ShowOK, rest.ShowUnknown, rest.Report = false, false, false
	rest.Workers, rest.HeldCode, rest.Tool, rest.Progress, rest.Cache, rest.Typed = 0, 0, diag.Tool{}, nil, nil, nil
	return reflect.ValueOf(rest).IsZero()
}

// keyOf names what is asked: by which program and rules, and of which files, but for what they hold. The folder that names of files start at is
// the workspace's to say.
func (a *audit) keyOf(sources []rule.Source) cache.Key {
	h := sha256.New()
	line := func(words ...any) { _, _ = fmt.Fprintf(h, "%q\n", words) } // a hash never fails
	line("build", a.o.Cache.Build, a.o.Tool.Name, a.o.Tool.Version, runtime.GOOS)
	line("options", a.o.Dir, a.o.ConfigFile, a.o.NoConfig, a.o.RulePaths, a.o.ShowOK, a.o.ShowUnknown, a.o.Report)
	if a.o.Report {
		line("paths", a.o.Paths)
	}
	line("accepted", a.o.Today, a.o.NoBaseline, a.o.Baseline, sha256.Sum256(a.accepted()))
	for _, s := range sources {
		line("rules", s.Name, sha256.Sum256(s.Data))
	}
	a.ws.Digest(h)
	digestImports(a.ws, h)
	if a.o.Typed != nil && !a.compared() {
		a.o.Typed.Digest(a.ws, h)
	}
	return cache.Key(h.Sum(nil))
}

// accepted is the text of the baseline. One that cannot be read is like none here: the audit says so, and such a run is no result.
func (a *audit) accepted() []byte {
	file, _, err := a.baselineFile()
	if err != nil {
		return nil
	}
	data, err := files.Read(a.ws.Settings(), file)
	if err != nil {
		return []byte(err.Error())
	}
	return data
}

// keep puts the result into the cache, unless it says more about the run than about the files.
func (a *audit) keep() {
	if a.key == (cache.Key{}) {
		return
	}
	record, ok := a.prog.Record()
	if !ok || a.learned != nil && !a.learned.Lasting || !a.stillAsked() {
		return
	}
	data, err := encodeResult(a.result)
	if err != nil {
		return
	}
	e := &cache.Entry{Begun: a.start, Head: record.Head, Rest: record.Rest, Result: data}
	if a.learned != nil {
		e.Seen = a.learned.Seen
	}
	_ = a.o.Cache.Put(a.key, e) // without it the next run takes longer
}

// stillAsked reports whether rules and baseline, which were read for the key and then again for the run, are what they were.
func (a *audit) stillAsked() bool {
	sources, err := ruleSources(a.ws, a.o)
	return err == nil && a.keyOf(sources) == a.key
}

// keptResult is a result as it is kept: without functions.
type keptResult struct {
	*diag.Result
	Findings []keptFinding
	Open     *struct{} // in place of the function, which a result of the files on disk has not
	Changed  *struct{} // likewise; one that compares with what was before is not kept
}

type keptFinding struct {
	diag.Finding
	Trace *struct{} // in place of the function
	Offer *struct{}
}

// errNoText says that a result names what JSON has no way to write.
var errNoText = errors.New("a name in the result is no UTF-8")

func encodeResult(r *diag.Result) ([]byte, error) {
	k := keptResult{Result: r, Findings: make([]keptFinding, len(r.Findings))}
	for i, f := range r.Findings {
		k.Findings[i].Finding = f
	}
	data, err := json.Marshal(k)
	if err == nil && bytes.Contains(data, []byte(`\ufffd`)) {
		return nil, errNoText // of a file's name, say: that is how bytes that are no UTF-8 are written, and what is UTF-8 is not
	}
	return data, err
}

// decodeResult reads what encodeResult wrote. Numbers of metadata stay as they are written.
func decodeResult(data []byte) (*diag.Result, error) {
	k := keptResult{Result: &diag.Result{}}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&k); err != nil {
		return nil, err
	}
	for _, f := range k.Findings {
		k.Result.Findings = append(k.Result.Findings, f.Finding)
	}
	return k.Result, nil
}
