//go:build node

package script

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

const secret = "c2VjcmV0" // the key of the account

// bench is a server with the containers of a migration, a proxy before it, and the program in a folder of its own.
type bench struct {
	t *testing.T
	account
	*proxy
	dir     string
	name    string
	command []string // how Node runs the program
}

func newBench(t *testing.T, o Options) bench {
	t.Helper()
	b := bench{t: t, account: newAccount(t, startServer(t)), dir: folder(t)}
	b.proxy = startProxy(t, b.account.address)
	name, err := FileName(o)
	if err != nil {
		t.Fatal(err)
	}
	b.name = strings.TrimSuffix(name, ".ts")
	b.program(o)
	b.command = []string{b.name + ".cjs"}
	b.container(o.Source, o.SourceKey[0])
	b.container(o.Target, o.TargetKey[0])
	return b
}

// program writes the program, and what esbuild makes of it: tsx does the same at each start, which takes most of a short run.
func (b bench) program(o Options) {
	b.t.Helper()
	write(b.t, b.dir, b.name+".ts", text(b.t, o))
	esbuild := filepath.Join("node_modules", "esbuild", "bin", "esbuild")
	status, _, errs := node(b.t, b.dir, nil, nil, esbuild, b.name+".ts", "--format=cjs", "--platform=node", "--outfile="+b.name+".cjs")
	if status != 0 {
		b.t.Fatalf("esbuild: status %d: %s", status, errs)
	}
}

// run runs the program and demands an exit status; -1 is killed.
func (b bench) run(want int, started func(*os.Process), args ...string) string {
	b.t.Helper()
	start := time.Now()
	env := []string{"COSMOS_ENDPOINT=http://" + b.proxy.address, "COSMOS_KEY=" + secret, "COSMOS_DATABASE=lysnrai"}
	status, out, errs := node(b.t, b.dir, env, started, slices.Concat(b.command, args)...)
	b.t.Logf("%s: status %d, %s\n%s%s", strings.Join(args, " "), status, time.Since(start).Round(time.Millisecond), out, errs)
	if status != want {
		b.t.Fatalf("status %d, want %d", status, want)
	}
	return out + errs
}

func (b bench) says(output string, want ...string) {
	b.t.Helper()
	for _, w := range want {
		if !strings.Contains(output, w) {
			b.t.Errorf("the program does not say %q", w)
		}
	}
}

// lines reads a file of JSON lines that the program wrote.
func (b bench) lines(name string) (lines []document) {
	b.t.Helper()
	f, err := os.Open(filepath.Join(b.dir, name))
	if err != nil {
		b.t.Fatal(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || info.Mode().Perm() != 0o600 {
		b.t.Errorf("%s may be read by others: %v, %v", name, info.Mode(), err)
	}
	s := bufio.NewScanner(f)
	for s.Scan() {
		var d document
		if err := json.Unmarshal(s.Bytes(), &d); err != nil {
			b.t.Fatalf("%s: %v in %s", name, err, s.Text())
		}
		lines = append(lines, d)
	}
	if s.Err() != nil {
		b.t.Fatal(s.Err())
	}
	return lines
}

// untouched demands that the program wrote nothing at all into a container.
func (b bench) untouched(container string) {
	b.t.Helper()
	if n := b.proxy.count(func(r request) bool { return r.writes() && r.container == container }); n > 0 {
		b.t.Errorf("%d requests wrote into %s", n, container)
	}
}

// keepsSecret demands that no file the program wrote holds the key of the account.
func (b bench) keepsSecret() {
	b.t.Helper()
	files, err := filepath.Glob(filepath.Join(b.dir, "*.json*"))
	if err != nil || len(files) < 3 {
		b.t.Fatalf("%v, %v", files, err)
	}
	for _, f := range files {
		if text, err := os.ReadFile(f); err != nil || strings.Contains(string(text), secret) {
			b.t.Errorf("%s holds the key, or cannot be read: %v", f, err)
		}
	}
}

// population is documents of both schemas, and what must become of them where userId becomes referrerId, the key.
type population struct {
	documents []document
	target    []document     // what must be there
	reasons   map[string]int // how many are skipped, by a part of the reason
	pairs     [][2]document  // of each pair one is copied and one skipped: they fall together
}

func (p *population) add(source, target document) {
	p.documents = append(p.documents, source)
	if target != nil {
		p.target = append(p.target, target)
	}
}

func without(d document, field string) document {
	d = maps.Clone(d)
	delete(d, field)
	return d
}

func with(d document, field string, value any) document {
	d = maps.Clone(d)
	d[field] = value
	return d
}

func referralNumber(i int) document {
	return document{
		"id": fmt.Sprintf("8f0c-%05d", i), "productId": "lysnrai", "referrerId": fmt.Sprintf("user-%d", i%97),
		"referrerEmail": fmt.Sprintf("ä\u2028<%d>@example.com", i), "referredUserId": nil,
		"status": "pending", "referrerRewardTokens": i, "referrerRewarded": i%2 == 0, "createdAt": "2026-03-01T00:00:00Z",
		"history": []any{document{"at": i, "by": "x"}, 1.5, nil, true},
	}
}

func linkNumber(i int) document {
	return document{
		"id": fmt.Sprintf("reflink_%05d", i), "userId": fmt.Sprintf("user-%d", i%89), "productId": "mindlyst", "docType": "link",
		"code": fmt.Sprintf("ML-%06d", i), "url": "https://example.com/'\"`${i}", "createdAt": "2026-03-01T00:00:00Z",
	}
}

func eventNumber(i int) document {
	user := fmt.Sprintf("user-%d", i%89)
	return document{
		"id": fmt.Sprintf("ref_%05d", i), "userId": user, "referrerId": user, "productId": "mindlyst", "docType": "event",
		"referredEmail": "b@example.com", "status": "invited", "createdAt": "2026-03-01T00:00:00Z", "activatedAt": nil,
	}
}

func populate() population {
	p := population{reasons: map[string]int{}}
	for i := range 700 {
		p.add(referralNumber(i), referralNumber(i))
		l := linkNumber(i)
		p.add(l, without(with(l, "referrerId", l["userId"]), "userId"))
		p.add(eventNumber(i), without(eventNumber(i), "userId"))
	}
	for i := 1000; i < 1007; i++ { // without the key, in each way there is
		for why, d := range map[string]document{
			"is not there":                without(referralNumber(i), "referrerId"),
			"is null":                     with(referralNumber(i+100), "referrerId", nil),
			"is empty":                    with(referralNumber(i+200), "referrerId", ""),
			"neither a string nor a":      with(referralNumber(i+300), "referrerId", []any{"a"}),
			"longer than 2048":            with(referralNumber(i+400), "referrerId", strings.Repeat("ü", 1025)),
			"is there with another value": with(eventNumber(i), "referrerId", "somebody else"),
		} {
			p.add(d, nil)
			p.reasons[why]++
		}
	}
	for i := 2000; i < 2009; i++ { // different partitions of the source, one place in the target
		a, b := referralNumber(i), with(linkNumber(i), "id", referralNumber(i)["id"])
		b["userId"] = a["referrerId"]
		p.add(a, nil)
		p.add(b, nil)
		p.pairs = append(p.pairs, [2]document{a, without(with(b, "referrerId", b["userId"]), "userId")})
		p.reasons["another document with this id and key"]++
	}
	return p
}

// TestUnify copies thousands of documents through throttling, failures and a crash, and compares what came out document by document.
func TestUnify(t *testing.T) {
	t.Parallel()
	b := newBench(t, unify())
	p := populate()
	b.add("referrals", p.documents...)
	before := b.all("referrals")

	asWritten := b
	asWritten.command = []string{"--import", "tsx", b.name + ".ts"}
	out := asWritten.run(exitSkipped, nil, "--export", "backup.jsonl")
	b.untouched("referrals")
	b.untouched("referrals_v2")
	b.says(out, "dry run: 2160 read, 2118 would be copied, 42 skipped", "nothing was written", "lysnrai 709, mindlyst 1409", "ReferralEvent 700")
	same(t, "the backup", content(t, b.lines("backup.jsonl")), content(t, before))

	// Throttled, cut off, and killed in the middle of a page.
	process := make(chan *os.Process, 1)
	b.proxy.reset(func(r request) *fault {
		switch {
		case r.kind == "create" && r.n == 950:
			_ = (<-process).Kill()
		case r.kind == "create" && r.n%100 == 50, r.kind == "query" && r.n%10 == 4:
			return &fault{status: http.StatusTooManyRequests, retryAfter: 60 * time.Millisecond}
		case r.kind == "create" && r.n%500 == 99:
			return &fault{status: http.StatusServiceUnavailable}
		case r.kind == "create" && r.n == 333, r.kind == "query" && r.n == 7:
			return &fault{status: http.StatusBadGateway, empty: true}
		}
		return nil
	})
	b.run(-1, func(p *os.Process) { process <- p }, "--apply", "--export", "second.jsonl")
	if len(b.proxy.impatient) > 0 {
		t.Errorf("came again before retry-after: %v", b.proxy.impatient)
	}
	b.keepsSecret() // the checkpoint is there now
	if n := len(b.all("referrals_v2")); n < 600 || n > 1000 {
		t.Errorf("%d documents after the crash", n)
	}
	b.untouched("referrals")
	created := b.proxy.count(func(r request) bool { return r.kind == "create" && r.status == http.StatusCreated })

	b.says(b.run(exitUsage, nil, "--apply"), "is of a run with other arguments")
	b.proxy.reset(func(r request) *fault {
		if r.kind == "read" && strings.Contains(r.body, "/docs/") && r.n%20 == 3 {
			return &fault{status: http.StatusTooManyRequests, retryAfter: 5 * time.Millisecond}
		}
		return nil
	})
	out = b.run(exitSkipped, nil, "--apply", "--export", "second.jsonl")
	resumed := regexp.MustCompile(`going on after (\d+)00 documents`).FindStringSubmatch(out)
	if resumed == nil || resumed[1] == "0" {
		t.Error("the second run did not go on where the first one was killed")
	}
	b.says(out, "throttled", "lysnrai: 70", "same (")
	b.untouched("referrals")
	if b.proxy.mostBusy > 8 || b.proxy.mostBusy < 2 {
		t.Errorf("%d writes at a time, want up to 8", b.proxy.mostBusy)
	}
	created += b.proxy.count(func(r request) bool { return r.kind == "create" && r.status == http.StatusCreated })
	if n := len(b.all("referrals_v2")); n > created+8 { // of those under way at the crash no answer was seen
		t.Errorf("%d documents from %d creations", n, created)
	}
	p.check(t, b, b.all("referrals_v2"))
	same(t, "the second backup", content(t, b.lines("second.jsonl")), content(t, before))
	p.skipped(t, b.lines(b.name+".skipped.jsonl"))

	b.keepsSecret()

	// Once more: nothing changes, not even an etag.
	stamps := stampsOf(b.all("referrals_v2"))
	b.proxy.reset(nil)
	b.says(b.run(exitSkipped, nil, "--apply", "--concurrency", "3", "--page-size", "500"), "0 created, 0 replaced, 2109 there already, 51 skipped")
	if n := b.proxy.count(func(r request) bool { return r.writes() && r.status < 400 }); n > 0 {
		t.Errorf("the second run wrote %d times", n)
	}
	if b.proxy.mostBusy > 3 {
		t.Errorf("%d writes at a time, want up to 3", b.proxy.mostBusy)
	}
	if got := stampsOf(b.all("referrals_v2")); !maps.Equal(got, stamps) {
		t.Error("the second run changed documents")
	}
	if got := stampsOf(b.all("referrals")); !maps.Equal(got, stampsOf(before)) {
		t.Error("the source was changed")
	}
}

func stampsOf(documents []document) map[string]bool {
	stamps := map[string]bool{}
	for _, d := range documents {
		stamps[fmt.Sprint(d["id"], d["_rid"], d["_etag"])] = true
	}
	return stamps
}

// check demands that the target holds what it should, each document once, and of each pair one.
func (p population) check(t *testing.T, b bench, got []document) {
	t.Helper()
	there := content(t, got)
	for _, pair := range p.pairs {
		first, second := content(t, pair[:1]), content(t, pair[1:])
		n := 0
		for _, one := range []map[string]int{first, second} {
			for d := range one {
				n += there[d]
				delete(there, d)
			}
		}
		if n != 1 {
			t.Errorf("of two documents that fall together %d are there", n)
		}
	}
	same(t, "the target", there, content(t, p.target))
}

// skipped demands that each skipped document is written down once, with its reason.
func (p population) skipped(t *testing.T, lines []document) {
	t.Helper()
	got, seen := map[string]int{}, map[string]bool{}
	for _, l := range lines {
		if rid := fmt.Sprint(l["rid"]); l["rid"] != nil && seen[rid] {
			t.Errorf("%v is skipped twice", l)
		} else {
			seen[rid] = true
		}
		for why := range p.reasons {
			if strings.Contains(fmt.Sprint(l["reason"]), why) {
				got[why]++
			}
		}
	}
	if !maps.Equal(got, p.reasons) || len(lines) != 6*7+9 {
		t.Errorf("%d are skipped: %v, want %v", len(lines), got, p.reasons)
	}
}
