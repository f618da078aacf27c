package report

import (
	"bytes"
	"math"
	"path/filepath"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
	"github.com/bytelyst/connaudit/internal/value"
)

func TestFacts(t *testing.T) {
	for name, c := range map[string]struct {
		format  FactFormat
		facts   *diag.FactList
		options Options
	}{
		"facts.txt":          {FactsTable, learned(), Options{}},
		"facts-narrow.txt":   {FactsTable, learned(), Options{Width: 90}},
		"facts-colour.txt":   {FactsTable, learned(), Options{Width: 120, Style: terminal.ANSI()}},
		"facts-list.txt":     {FactsEach, learned(), Options{}},
		"facts-nothing.txt":  {FactsTable, &diag.FactList{}, Options{}},
		"facts.json":         {FactsJSON, learned(), Options{}},
		"facts-nothing.json": {FactsJSON, &diag.FactList{}, Options{}},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := c.format(&b, c.facts, c.options); err != nil {
				t.Fatal(err)
			}
			compare(t, filepath.Join("testdata", name), b.Bytes())
			if c.options.Style == (terminal.Style{}) {
				checkTerminal(t, b.String())
			}
		})
	}
}

// learned has a value of each kind.
func learned() *diag.FactList {
	web := &value.File{Repo: "web", Path: "src/api.ts", Display: "web/src/api.ts", Line: func(int) int { return 4 }}
	place := func(f *value.File) *value.Value {
		return &value.Value{Kind: value.Opaque, At: value.Place{File: f, Start: 1, End: 2}}
	}
	env := func(v *value.Value, names ...string) *value.Value {
		return v.With(func(v *value.Value) { v.Env = names })
	}
	headers := value.NewObject(
		value.Prop{Key: "Accept", Value: value.NewString("application/json")},
		value.Prop{Key: "x-product-id", Value: env(value.NewString("fleet"), "PRODUCT_ID")},
		value.Prop{Key: "x-request-id", Value: value.NewUnknown("the result of crypto.randomUUID"), Maybe: true},
		value.Prop{Key: "$cost", Value: value.NewNumber(math.Inf(1))},
	).Opened("spread of parameter headers")
	partly := value.NewUnknown("parameter path").With(func(v *value.Value) { v.Prefix = "/v1/" })
	at := func(repo, path string, line int) diag.Location {
		return span(repo, path, repo+"/"+path, line, 3, 20, 5)
	}
	return &diag.FactList{
		Repos: 2,
		Facts: []diag.Fact{
			{Kind: "http", Role: "client", Key: place(web), Value: value.NewNull(), Location: at("web", "src/api.ts", 4), Attributes: []diag.Attribute{
				{Name: "client", Value: place(web)}, {Name: "url", Value: env(value.NewUnknown("API_URL from the environment"), "API_URL", "BASE")},
				{Name: "headers", Value: headers}, {Name: "nothing", Value: value.NewNull()}}},
			{Kind: "http", Role: "call", Key: place(nil), Value: value.NewNull(), Location: at("api", "jobs/run.py", 70), Attributes: []diag.Attribute{
				{Name: "client", Value: place(web)}, {Name: "url", Value: partly},
				{Name: "headers", Value: value.NewList(value.NewBool(true), value.NewNull(), value.NewList(value.NewNumber(1.5))).Opened("more")}}},
			{Kind: "queue\x1b[2J", Role: "sent", Key: value.NewUnknown("a line\nand another"), Value: value.NewNull(), Location: at("web", "src/q.ts", 2)},
			{Kind: "queue\x1b[2J", Role: "sent", Key: value.NewString("stock\tlow\x07"), Value: value.NewBranch(value.NewString("a"), value.NewString("b")), Location: at("web", "src/q.ts", 9)},
			{Kind: "queue\x1b[2J", Role: "heard", Key: value.NewString("order"), Value: value.NewObject(value.Prop{Key: "o", Value: value.NewObject()}), Location: at("api", "q.py", 1)},
		},
		Tables: []diag.FactTable{
			{Kind: "queue\x1b[2J", Title: "Queues\x07", Heads: []string{"Queue", "Repository"}, Columns: []string{"Sent", "Heard", "Never"}, Left: 1, Rows: []diag.FactRow{
				{Heads: []string{"order\tlow", "web"}, Cells: [][]diag.FactEntry{
					{{Text: "a or\x1b[1m b", At: []diag.Location{at("web", "src/q.ts", 2), at("web", "src/q.ts", 9), at("web", "src/z.ts", 12)}}, {Text: "bare"}},
					{{At: []diag.Location{at("api", "q.py", 1), at("api", "q.py", 1)}}}, nil}},
				{Heads: []string{"漢字", "api"}, Cells: [][]diag.FactEntry{nil, {{At: []diag.Location{at("api", "q.py", 3)}}}, nil}},
			}},
			{Kind: "silent", Title: "Nothing of it", Heads: []string{"A"}, Columns: []string{"B"}},
		},
		Errors: []diag.RunError{{Kind: diag.ParseError, Message: "1 range not understood", Path: "web/a.ts", Line: 3}},
	}
}
