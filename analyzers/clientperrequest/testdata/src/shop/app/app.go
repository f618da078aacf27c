package app

import (
	"context"
	"database/sql"
	"net/http"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/data/azcosmos"
	"github.com/go-resty/resty/v2"
)

// Made once: by the package, by init, by a constructor, on first use.
var global = &http.Client{Transport: &http.Transport{MaxIdleConns: 10}}

var lazy *azcosmos.Client

var once sync.Once

func init() {
	c, _ := azcosmos.NewClientFromConnectionString("x", nil)
	use(c)
}

func first() *azcosmos.Client {
	once.Do(func() { lazy, _ = azcosmos.NewClientFromConnectionString("x", nil) })
	return lazy
}

func onNil() *azcosmos.Client {
	if lazy == nil {
		lazy, _ = azcosmos.NewClientFromConnectionString("x", nil)
	}
	return lazy
}

type Service struct {
	cosmos *azcosmos.Client
	http   *http.Client
	items  *azcosmos.ContainerClient
	byName map[string]*azcosmos.Client
}

func NewService() (*Service, error) {
	c, err := azcosmos.NewClientFromConnectionString("x", nil)
	if err != nil {
		return nil, err
	}
	s := &Service{cosmos: c, http: &http.Client{Transport: &http.Transport{}}}
	s.items, err = c.NewContainer("db", "items")
	return s, err
}

// The container that is kept keeps the client.
func (s *Service) open() {
	c, _ := azcosmos.NewClientFromConnectionString("x", nil)
	s.items, _ = c.NewContainer("db", "items")
}

func (s *Service) cached(name string) *azcosmos.Client {
	if c, ok := s.byName[name]; ok {
		return c
	}
	c, _ := azcosmos.NewClientFromConnectionString(name, nil)
	s.byName[name] = c
	return c
}

// Made, used and dropped.
func (s *Service) Plans(ctx context.Context, id string) {
	c, err := azcosmos.NewClientFromConnectionString("x", nil) // want "A new `azcosmos.Client` is made per call here, with connections of its own that no other call reuses. Make it once and share it."
	if err != nil {
		return
	}
	items, _ := c.NewContainer("db", "items")
	items.ReadItem(ctx, azcosmos.NewPartitionKeyString(id), id, nil)
}

func handler(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Timeout: time.Second, Transport: &http.Transport{MaxIdleConns: 1}} // want "A new `http.Client` is made per call here"
	client.Get("http://x")
	t := http.DefaultTransport.(*http.Transport).Clone() // want "A new `http.Transport` is made per call here"
	(&http.Client{Transport: t}).Get("http://x")
	resty.New().R().Get("http://x")    // want "A new `resty.Client` is made per call here"
	db, _ := sql.Open("postgres", "x") // want "A new `sql.DB` is made per call here"
	defer db.Close()
	db.Ping()
}

// The transport stands on another line than the client.
func lines() {
	client := http.Client{ // want "A new `http.Client` is made per call here"
		Timeout: time.Second,
		Transport: &http.Transport{
			MaxIdleConns: 1,
		},
	}
	client.Get("http://x")
}

// By a function of the package that makes one: who drops it is shown.
func connect() *azcosmos.Client {
	c, _ := azcosmos.NewClientFromConnectionString("x", nil) // want "A new `azcosmos.Client` is made here for each call at .*app.go:[0-9]+, with connections"
	return c
}

func (s *Service) Orders() { use(connect()) }

func use(c *azcosmos.Client) { c.NewContainer("db", "x") }

// Not its own connections.
var shared = &http.Transport{}

func pool(w http.ResponseWriter, r *http.Request) {
	(&http.Client{}).Get("http://x")
	(&http.Client{Timeout: 3, Transport: shared}).Get("http://x")
	(&http.Client{Transport: http.DefaultTransport}).Get("http://x")
	c := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	c.Get("http://x")
}

// A closure that is kept keeps it.
func middleware(next http.Handler) http.Handler {
	c := &http.Client{Transport: &http.Transport{}}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.Get("http://x")
		next.ServeHTTP(w, r)
	})
}

// Given to code that is not seen.
func given(keep func(*http.Client), all chan *azcosmos.Client) {
	keep(&http.Client{Transport: &http.Transport{}})
	c, _ := azcosmos.NewClientFromConnectionString("x", nil)
	all <- c
}

// Start runs once.
func Start() {
	c, _ := azcosmos.NewClientFromConnectionString("x", nil)
	use(c)
	boot()
}

// So does what only Start calls.
func boot() {
	c, _ := azcosmos.NewClientFromConnectionString("x", nil)
	use(c)
}

// What a sync.Once calls runs once.
func (s *Service) warm() {
	once.Do(func() {
		c, _ := azcosmos.NewClientFromConnectionString("x", nil)
		use(c)
	})
}

// It is kept by way of another object, or not.
type pair struct{ c *azcosmos.Client }

func (s *Service) viaPart() {
	p := pair{}
	p.c, _ = azcosmos.NewClientFromConnectionString("x", nil)
	s.cosmos = p.c
}

func (s *Service) inPart() {
	p := pair{}
	p.c, _ = azcosmos.NewClientFromConnectionString("x", nil) // want "A new `azcosmos.Client` is made per call here"
	use(p.c)
}

type command struct{ RunE, OnCall func() error }

// What a command runs runs once; any other function of an object may run often.
func newCommand() *command {
	return &command{
		RunE: func() error {
			c, _ := azcosmos.NewClientFromConnectionString("x", nil)
			use(c)
			return nil
		},
		OnCall: func() error {
			c, _ := azcosmos.NewClientFromConnectionString("x", nil) // want "A new `azcosmos.Client` is made per call here"
			use(c)
			return nil
		},
	}
}

var cmd = command{RunE: func() error {
	c, _ := azcosmos.NewClientFromConnectionString("x", nil)
	use(c)
	return nil
}}
