//go:build node

package script

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestSplit copies one of two schemas, and follows what happens to source and target afterwards.
func TestSplit(t *testing.T) {
	t.Parallel()
	b := newBench(t, split())
	var stays, moves []document
	for i := range 60 {
		stays = append(stays, referralNumber(i))
		moves = append(moves, linkNumber(i), eventNumber(i))
	}
	b.add("referrals", slices.Concat(stays, moves)...)

	out := b.run(exitDone, nil, "--apply", "--page-size", "7")
	b.says(out, `documents: c["docType"] IN ("link", "event")`, "120 created", "180 are in referrals: 60 do not match and stay there only", "mindlyst: 120 to be in", "same (")
	same(t, "the target", content(t, b.all("mindlyst_referrals")), content(t, moves))
	b.run(exitDone, nil, "--verify", "--where", "c.docType = 'link'")
	b.run(exitDiffers, nil, "--verify", "--where", "c.docType = 'link'", "--target-where", "c.docType = 'event'")

	// The source changes: the next run brings the target along. The target changes: the document stays as it is.
	wait(b.all("mindlyst_referrals"))
	changed := with(moves[0], "url", "https://example.com/changed")
	b.put("referrals", "reflink_00000", "reflink_00000", changed)
	theirs := with(moves[2], "url", "https://example.com/theirs")
	b.put("mindlyst_referrals", "reflink_00001", "user-1", theirs)
	out = b.run(exitDiffers, nil, "--verify")
	b.says(out, "the content differs", "2 documents are missing in mindlyst_referrals or differ there")
	out = b.run(exitDiffers, nil, "--apply")
	b.says(out, "0 created, 1 replaced, 118 there already, 1 skipped", "the count differs by 1", "that was not skipped is in mindlyst_referrals as it should be")
	want := slices.Concat([]document{changed, moves[1], theirs}, moves[3:])
	same(t, "the target", content(t, b.all("mindlyst_referrals")), content(t, want))
	b.says(b.run(exitDone, nil, "--apply", "--overwrite"), "1 replaced")

	// Documents are lost, and others come up.
	b.put("mindlyst_referrals", "ref_00003", "user-3", nil)
	b.add("mindlyst_referrals", with(linkNumber(5000), "userId", "new"))
	out = b.run(exitDiffers, nil, "--verify")
	b.says(out, "the content differs", "1 documents are missing")
	if lines := b.lines(b.name + ".differences.jsonl"); len(lines) != 1 || lines[0]["id"] != "ref_00003" || lines[0]["is"] != "missing" {
		t.Errorf("got %v", lines)
	}
	b.says(b.run(exitDiffers, nil, "--apply"), "1 created", "the count differs by 1", "each document of referrals that was not skipped is in")

	// Another predicate, and one that the server does not take.
	b.says(b.run(exitDone, nil, "--where", "c.docType = 'link'"), "60 read", "documents: c.docType = 'link'")
	b.says(b.run(exitSkipped, nil, "--where", ""), "documents: all", "180 read, 120 would be copied, 60 skipped")
	b.says(b.run(exitFailed, nil, "--where", "c.docType = = 1"), "failed:")
	b.untouched("referrals")
}

// TestFill gives documents a field with the value of another: the old one stays, and who has the new one keeps its value.
func TestFill(t *testing.T) {
	t.Parallel()
	b := newBench(t, fill())
	var source, want []document
	add := func(d, copied document) {
		source = append(source, d)
		if copied != nil {
			want = append(want, copied)
		}
	}
	for i := range 30 {
		l := linkNumber(i)
		add(l, with(l, "referrerId", l["userId"]))
		add(eventNumber(i), eventNumber(i))
		add(referralNumber(i), referralNumber(i))
		other := with(eventNumber(100+i), "referrerId", "somebody else")
		add(other, other)
	}
	add(without(linkNumber(200), "userId"), nil)
	add(with(eventNumber(201), "referrerId", nil), nil)
	b.add("referrals", source...)

	b.says(b.run(exitSkipped, nil), "120 would be copied, 2 skipped", "nothing was written")
	b.untouched("referrals_v2")
	b.says(b.run(exitSkipped, nil, "--apply", "--page-size", "11"), "120 created", "2 skipped", "same (")
	same(t, "the target", content(t, b.all("referrals_v2")), content(t, want))
	same(t, "the source", content(t, b.all("referrals")), content(t, source))
	reasons := map[string]any{}
	for _, l := range b.lines(b.name + ".skipped.jsonl") {
		reasons[l["id"].(string)] = l["reason"]
	}
	if len(reasons) != 2 || reasons["reflink_00200"] != "the key /referrerId is not there" || reasons["ref_00201"] != "the key /referrerId is null" {
		t.Errorf("skipped: %v", reasons)
	}
	b.says(b.run(exitSkipped, nil, "--apply"), "0 created, 0 replaced, 120 there already, 2 skipped")
	b.run(exitDone, nil, "--verify")
}

// TestFillFromID takes the value of the id, which stays as it is.
func TestFillFromID(t *testing.T) {
	t.Parallel()
	o := fill()
	o.SourceKey, o.Renames = []string{"/id"}, []Rename{{"id", "referrerId"}}
	b := newBench(t, o)
	b.add("referrals", linkNumber(1), referralNumber(2))
	b.says(b.run(exitDone, nil, "--apply"), "2 created", "same (")
	same(t, "the target", content(t, b.all("referrals_v2")), content(t, []document{with(linkNumber(1), "referrerId", "reflink_00001"), referralNumber(2)}))
}

// wait waits until the server's clock, which counts seconds, is past the documents.
func wait(documents []document) {
	last := 0.0
	for _, d := range documents {
		if ts, ok := d["_ts"].(float64); ok {
			last = max(last, ts)
		}
	}
	for float64(time.Now().Unix()) <= last {
		time.Sleep(20 * time.Millisecond)
	}
}

// TestFailures shows each way in which the program ends early, and what it says.
func TestFailures(t *testing.T) {
	t.Parallel()
	o := unify()
	o.Types, o.Others = []DocumentType{referral}, []DocumentType{{"Other", []Field{{Name: "status", Type: "string"}}}}
	b := newBench(t, o)
	for i := range 30 {
		b.add("referrals", referralNumber(i))
	}
	b.says(b.run(exitUsage, nil), "the code does not tell which documents are to be copied (no literal field tells ReferralDoc from Other)")
	all := func(args ...string) []string { return append([]string{"--where", ""}, args...) }
	b.says(b.run(exitUsage, nil, all("--apply", "--verify")...), "not both")
	b.says(b.run(exitUsage, nil, all("--concurrency", "0")...), "--concurrency must be a whole number from 1 to 256, not 0")
	b.says(b.run(exitUsage, nil, "--nonsense"), "--nonsense", "usage:")
	b.says(b.run(exitDone, nil, "--help"), "usage:")
	b.says(b.run(exitUsage, nil, all("--database", "none")...), "there is no container referrals in this database")

	// Asked to stop, it stops after a page; what the server refuses once and for all ends the run; what was done is kept for the next.
	process := make(chan *os.Process, 1)
	b.proxy.reset(func(r request) *fault {
		if r.kind == "create" && r.n == 5 {
			_ = (<-process).Signal(os.Interrupt)
		}
		return nil
	})
	first := all("--apply", "--page-size", "10", "--export", "backup.jsonl")
	b.says(b.run(exitFailed, func(p *os.Process) { process <- p }, first...), "stopping after this page", "failed: stopped")
	b.proxy.reset(func(r request) *fault {
		if r.kind == "create" && r.n == 7 {
			return &fault{status: http.StatusForbidden}
		}
		return nil
	})
	b.says(b.run(exitFailed, nil, first...), "going on after 10 documents", "failed:", "goes on where this one stopped")
	b.proxy.reset(func(r request) *fault {
		if r.kind == "query" && r.container == "referrals_v2" {
			return &fault{status: http.StatusInternalServerError} // while comparing
		}
		return nil
	})
	again := slices.Concat(first, []string{"--attempts", "3"})
	b.says(b.run(exitFailed, nil, again...), "going on after 10 documents", "30 read", "failed:")
	b.proxy.reset(nil)
	b.says(b.run(exitDone, nil, again...), "all documents were copied before", "30 read", "same (")
	same(t, "the backup", content(t, b.lines("backup.jsonl")), content(t, b.all("referrals")))
	b.says(b.run(exitUsage, nil, all("--export", "backup.jsonl")...), "a backup is not written over")

	// Documents that the server does not take, each for itself.
	b.proxy.reset(func(r request) *fault {
		if r.kind == "create" && strings.Contains(r.body, `"8f0c-00040"`) {
			return &fault{status: http.StatusRequestEntityTooLarge}
		}
		return nil
	})
	b.add("referrals", referralNumber(40), referralNumber(41))
	b.says(b.run(exitSkipped, nil, all("--apply", "--restart")...), "1 created, 0 replaced, 30 there already, 1 skipped", "same (")
	if lines := b.lines(b.name + ".skipped.jsonl"); len(lines) != 1 || lines[0]["id"] != "8f0c-00040" || lines[0]["reason"] == nil {
		t.Errorf("got %v", lines)
	}
}

// TestBecomeSame: two documents of the source that are one in the target are there once, and the comparison says so.
func TestBecomeSame(t *testing.T) {
	t.Parallel()
	b := newBench(t, unify())
	one := referralNumber(1)
	b.add("referrals", one, with(one, "userId", one["referrerId"]))
	for _, want := range []string{"1 created, 0 replaced, 1 there already, 0 skipped", "0 created, 0 replaced, 2 there already, 0 skipped"} {
		out := b.run(exitDiffers, nil, "--apply")
		b.says(out, want, "the count differs by -1", "some of referrals became the same")
	}
	same(t, "the target", content(t, b.all("referrals_v2")), content(t, []document{one}))
}

// TestOtherKey: a target with another key than the program was written for is left alone.
func TestOtherKey(t *testing.T) {
	t.Parallel()
	o := split()
	b := newBench(t, o)
	o.TargetKey = []string{"/productId"}
	b.program(o)
	b.says(b.run(exitUsage, nil, "--apply"), "mindlyst_referrals has the key /userId, and must have /productId")
	b.says(b.run(exitDone, nil), "note: mindlyst_referrals has the key /userId", "0 read")
	b.untouched("mindlyst_referrals")
	o.Target, o.SourceKey = "nowhere", []string{"/productId"}
	b.program(o)
	b.says(b.run(exitUsage, nil, "--apply"), "there is no container nowhere", "note: the code says that referrals has the key /productId")
	b.says(b.run(exitDone, nil), "note: there is no container nowhere")
}

// TestCompiles demands that the compiler takes the program at its strictest, whatever the names are.
func TestCompiles(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	var names []string
	all := map[string]Options{
		"unify.ts": unify(), "fill.ts": fill(), "split.ts": split(), "hostile.ts": hostile(),
		"bare.ts": {Source: "a", Target: "b", TargetKey: []string{"/k", "/l"}},
	}
	for name, o := range all {
		write(t, dir, name, text(t, o))
		names = append(names, name)
	}
	slices.Sort(names)
	options := strings.Fields("--noEmit --strict --skipLibCheck --module nodenext --target es2022 --types node --noUncheckedIndexedAccess" +
		" --exactOptionalPropertyTypes --noImplicitReturns --noImplicitOverride --noUnusedLocals --noUnusedParameters" +
		" --noPropertyAccessFromIndexSignature --verbatimModuleSyntax --erasableSyntaxOnly --isolatedModules")
	write(t, dir, "package.json", `{"type": "module"}`)
	tsc := filepath.Join("node_modules", "typescript", "bin", "tsc")
	if status, out, errs := node(t, dir, nil, nil, slices.Concat([]string{tsc}, options, names)...); status != 0 {
		t.Errorf("status %d: %s%s", status, out, errs)
	}
}

// TestNamesRead runs the head of a program with hostile names, and reads them back.
func TestNamesRead(t *testing.T) {
	t.Parallel()
	o := hostile()
	dir := folder(t)
	head, _, found := strings.Cut(text(t, o), "// Arguments")
	if !found {
		t.Fatal("the program has no arguments")
	}
	write(t, dir, "head.ts", head+`
console.log(JSON.stringify([SOURCE, SOURCE_KEY[0], TARGET, TARGET_KEY[0], DATABASE, VARIABLES.endpoint, VARIABLES.key, VARIABLES.database, COUNT_BY,
  RENAMES[0]!.from, RENAMES[0]!.to, TYPES[0]!.name, TYPES[0]!.literals[TARGET.replace('t', 'n')]![0], Object.keys(TYPES[0]!.literals)[1]]));
`)
	status, out, errs := node(t, dir, nil, nil, "--import", "tsx", "head.ts")
	if status != 0 {
		t.Fatalf("status %d: %s", status, errs)
	}
	var got []string
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	name := o.Source
	want := []string{name, "/" + name, "t" + name, "/" + name, name, name, name, name, name, name, "n" + name, name, name, "__proto__"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
