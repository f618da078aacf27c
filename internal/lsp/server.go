package lsp

import (
	"context"
	"errors"
	"io"
	"math"
	"sync"
	"time"

	"github.com/creachadair/jrpc2"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// Options say how to serve.
type Options struct {
	Tool  diag.Tool
	Today func() string // YYYY-MM-DD; nil: no last day is over
	// Typed makes what learns from the types of Go code, for one workspace; nil: Go is read as text.
	Typed func() Typed
}

// Typed learns from types what is saved, and says it again until it is told to forget: it starts processes.
type Typed interface {
	engine.Typed
	Forget()
}

// Server is one connection to a client.
type Server struct {
	o       Options
	rpc     *jrpc2.Server
	methods map[string]jrpc2.Handler
	ctx     context.Context // of all work in the background
	stop    context.CancelFunc
	exited  chan struct{} // closed by exit
	exit    sync.Once
	placed  chan struct{}  // closed when the first sessions have begun
	work    sync.WaitGroup // goroutines that outlive a request

	slots chan struct{} // one taken by each request that is at work
	state stateMachine
	calls calls
	docs  *documents

	client   protocol.ClientCapabilities // set by initialize, then only read
	encoding protocol.Encoding
	first    settings // the defaults with those that initialize brings
	unset    error    // what is wrong with the settings that initialize brings

	mu        sync.Mutex
	settings  settings
	folders   []string // absolute
	beside    []string // absolute; folders that are not open, and that the client was asked to watch
	sessions  []*session
	delivered map[protocol.URI]string // by canonical name: what the client has of each document: the id of the result
	waiting   map[protocol.URI]int    // by canonical name: pulls that wait for a result
	pulling   int                     // pulls of the workspace that do
	overall   bool                    // the client has pulled the workspace

	lensesFor string // names the findings for which the client was asked to ask for lenses again

	publishing sync.Mutex
	published  map[protocol.URI]publication // by canonical name: what was published of each document that is said something of
}

// maxParallel bounds the requests that are answered, or wait for results, at a time. Notifications, and the request to shut down, wait for none of
// them: what the requests wait for comes by notifications.
const maxParallel = 256

// Serve answers a client until it leaves. orderly says that it asked for shutdown before. Nothing but messages is written to out.
func Serve(ctx context.Context, in io.Reader, out io.Writer, o Options) (orderly bool, err error) {
	return newServer(ctx, o).serve(ctx, in, out)
}

func (s *Server) serve(ctx context.Context, in io.Reader, out io.Writer) (orderly bool, err error) {
	defer s.close()
	ended := make(chan struct{})
	var once sync.Once
	f := newFraming(in, out, func() error {
		once.Do(func() { close(ended) })
		return nil
	})
	s.rpc = jrpc2.NewServer(s, &jrpc2.ServerOptions{AllowPush: true, DisableBuiltin: true, Concurrency: math.MaxInt})
	s.rpc.Start(withoutStrays(f))
	select {
	case <-s.exited:
	case <-ended:
		err = s.rpc.Wait() // what came before the end is still dealt with
	case <-ctx.Done():
		s.rpc.Stop()
		return false, ctx.Err()
	}
	f.flush(patience)
	s.rpc.Stop()
	_ = f.Close()
	select {
	case <-s.exited:
		return s.state.orderly(), nil
	default:
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return s.state.orderly(), err
}

func newServer(ctx context.Context, o Options) *Server {
	s := &Server{o: o, exited: make(chan struct{}), placed: make(chan struct{}), slots: make(chan struct{}, maxParallel), docs: newDocuments(), encoding: protocol.UTF16, settings: defaultSettings(),
		delivered: map[protocol.URI]string{}, waiting: map[protocol.URI]int{}, published: map[protocol.URI]publication{}}
	s.ctx, s.stop = context.WithCancel(ctx)
	s.methods = s.table()
	return s
}

// patience is how long the end waits for an audit to notice that it is not wanted any more.
const patience = 300 * time.Millisecond

// close ends all work.
func (s *Server) close() {
	s.stop()
	done := make(chan struct{})
	go func() {
		s.work.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(patience):
	}
}

// background does something that outlives the request that asks for it.
func (s *Server) background(do func()) {
	s.work.Go(func() {
		defer s.recovered("background work")
		do()
	})
}

// notify tells the client something. A client that is gone hears nothing.
func (s *Server) notify(method string, params any) { _ = s.rpc.Notify(s.ctx, method, params) }

// answerTime is how long a client may take to answer.
const answerTime = 10 * time.Second

// ask asks the client something, and waits for the answer: never in a handler of a notification.
func (s *Server) ask(method string, params, result any) error {
	ctx, cancel := context.WithTimeout(s.ctx, answerTime)
	defer cancel()
	answer, err := s.rpc.Callback(ctx, method, params)
	if err != nil || result == nil {
		return err
	}
	return answer.UnmarshalResult(result)
}

// log writes to the client's log.
func (s *Server) log(kind int, message string) {
	s.notify("window/logMessage", protocol.MessageParams{Type: kind, Message: message})
}
