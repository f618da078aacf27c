package gocheck

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/bytelyst/connaudit/internal/cache"
	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// record returns what is known of a module: from the store, else from a run of the go command.
func (c *Checker) record(ctx context.Context, src subject, p *placing) *record {
	begun := time.Now()
	in := inputsOf(src.module)
	if in.leaves != "" { // what the go command says of a file that does not parse shows what is in it
		return &record{Failure: "it is not loaded, and its files are read as text: " + filepath.Base(in.leaves) + " is a link that leads out of the repository"}
	}
	if touched(src.overlay) { // what is laid over files is not on disk, and soon forgotten
		r := c.learn(ctx, src, in, p).carried()
		r.lasting = false
		return r
	}
	key := c.key(src, in, p)
	if r := c.kept(key); r != nil {
		return r
	}
	seen, ok := in.read()
	r := c.learn(ctx, src, in, p).carried()
	// What was read here may be one thing and what the go command read another.
	r.seen, r.lasting = seen, r.lasting && ok && ctx.Err() == nil && stillSo(src.module, in, seen, begun)
	if r.lasting && c.o.Store != nil {
		c.keep(key, r, begun)
	}
	return r
}

// keep puts a record into the store; without it the next run takes longer.
func (c *Checker) keep(key cache.Key, r *record, begun time.Time) {
	if data, err := r.encode(); err == nil {
		_ = c.o.Store.Put(key, &cache.Entry{Begun: begun, Seen: r.seen, Result: data})
	}
}

// kept returns the record of an earlier run, nil where there is none that holds.
func (c *Checker) kept(key cache.Key) *record {
	if c.o.Store == nil {
		return nil
	}
	e, ok := c.o.Store.Get(key)
	if !ok || !e.Holds() {
		return nil
	}
	r, err := decodeRecord(e.Result)
	if err != nil {
		return nil
	}
	c.o.Store.Use(key)
	r.seen, r.lasting = e.Seen, true
	return r
}

// carried is the record as who finds it kept will see it: a run says the same whether it was or not.
func (r *record) carried() *record {
	data, err := r.encode()
	if err != nil {
		return &record{Failure: "its files are read as text: " + firstLine(err.Error())}
	}
	out, err := decodeRecord(data)
	if err != nil {
		return &record{Failure: "its files are read as text: " + firstLine(err.Error())}
	}
	out.lasting = r.lasting
	return out
}

// stillSo reports whether the files of a module are those that they were.
func stillSo(m module, in *inputs, seen []source.Seen, begun time.Time) bool {
	if !in.same(inputsOf(m)) {
		return false
	}
	for i := range seen {
		if !seen[i].Same(begun) {
			return false
		}
	}
	return true
}

// key names what is asked about a module: of which files, but for what they hold, by which passes and with which toolchain.
func (c *Checker) key(src subject, in *inputs, p *placing) cache.Key {
	h := sha256.New()
	line := liner(h)
	line("go module", src.module.dir)
	if c.o.Store != nil {
		line("build", c.o.Store.Build)
	}
	line("settings", src.ws.Config.Go.Network, src.ws.Config.Go.Tags)
	src.tools.digest(h)
	for _, a := range c.passes {
		line("pass", a.Name)
	}
	in.digest(h)
	for _, name := range in.files {
		line("read", p.file(name) != nil) // what the workspace does not read states nothing
	}
	return cache.Key(h.Sum(nil))
}

// Digest writes what Learn hangs on beside the contents of the files that facts.Learned names, and beside what the workspace's own
// Digest says.
func (c *Checker) Digest(ws *workspace.Workspace, to io.Writer) {
	modules := c.modules(ws)
	if len(modules) == 0 {
		return
	}
	line := liner(to)
	line("go modules", len(modules))
	c.toolchain(ws.Config.Go.Network).digest(to)
	for _, a := range c.passes {
		line("pass", a.Name)
	}
	for _, m := range modules {
		line("go module", m.dir)
		inputsOf(m).digest(to)
	}
}

func liner(to io.Writer) func(words ...any) {
	return func(words ...any) { _, _ = fmt.Fprintf(to, "%q\n", words) } // a hash never fails
}
