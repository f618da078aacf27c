package revision

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"
)

// blobs reads contents from the object database by one process of git, which is started when first asked. It is safe for concurrent
// use.
type blobs struct {
	ctx  context.Context
	repo *Repo

	mu    sync.Mutex
	git   *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Reader
	err   error
	ended bool
	first error // that an answer was
}

// read returns the contents of an object.
func (b *blobs) read(hash string) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.git == nil && b.err == nil && !b.ended {
		b.err = b.start()
	}
	switch {
	case b.err != nil:
		return nil, b.err
	case b.ended:
		return nil, fmt.Errorf("git in %s: the view is closed", b.repo.label())
	}
	data, err := b.ask(hash)
	if err != nil && b.ctx.Err() != nil {
		err = b.ctx.Err()
	}
	if b.first == nil {
		b.first = err
	}
	return data, err
}

func (b *blobs) start() error {
	b.git = Command(b.ctx, b.repo.Root, "cat-file", "--batch")
	in, err := b.git.StdinPipe()
	if err != nil {
		return err
	}
	out, err := b.git.StdoutPipe()
	if err != nil {
		return err
	}
	b.in, b.out = in, bufio.NewReaderSize(out, 1<<16)
	if err := b.git.Start(); err != nil {
		return fmt.Errorf("git in %s: %w", b.repo.label(), err)
	}
	return nil
}

// ask is one question and its answer: "HASH blob SIZE", the contents and a line end; or "HASH missing".
func (b *blobs) ask(hash string) ([]byte, error) {
	if _, err := io.WriteString(b.in, hash+"\n"); err != nil {
		return nil, b.broken(err)
	}
	head, err := b.out.ReadString('\n')
	part := strings.Fields(head)
	// Where it is told to fetch what a partial clone lacks and must not, git ends.
	if errors.Is(err, io.EOF) || len(part) == 2 {
		lacks := fmt.Errorf("git in %s lacks object %s; in a partial clone '%s fetch --refetch --no-filter' gets it", b.repo.label(), hash, b.repo.git())
		if err != nil {
			b.err = lacks
		}
		return nil, lacks
	}
	if err != nil {
		return nil, b.broken(err)
	}
	if len(part) != 3 {
		return nil, b.broken(errOutput(b.repo, "cat-file"))
	}
	size, err := strconv.Atoi(part[2])
	if err != nil || size < 0 {
		return nil, b.broken(errOutput(b.repo, "cat-file"))
	}
	var data bytes.Buffer
	if _, err := io.CopyN(&data, b.out, int64(size)+1); err != nil {
		return nil, b.broken(err)
	}
	return data.Bytes()[:size], nil
}

// broken notes that nothing more can be read.
func (b *blobs) broken(err error) error {
	b.err = fmt.Errorf("git in %s: reading objects: %w", b.repo.label(), err)
	return b.err
}

// failed returns what first went wrong.
func (b *blobs) failed() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return cmp.Or(b.first, b.err)
}

// close ends the process.
func (b *blobs) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ended = true; b.git == nil || b.git.Process == nil {
		return
	}
	// It ends by itself where its input does, whatever comes of either.
	_ = b.in.Close()
	_ = b.git.Wait()
}
