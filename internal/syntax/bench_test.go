package syntax

import (
	"strings"
	"testing"

	sitter "github.com/smacker/go-tree-sitter"
)

// benchText is about 3,000 lines of ordinary code.
var benchText = []byte(strings.Repeat(`import { a, b as c } from '../d/e.js';

/** What it is for. */
export class Client {
  private readonly base: string = process.env.BASE_URL ?? 'http://localhost:8080';
  constructor(private options: Options, headers: Record<string, string> = {}) {
    this.headers = { ...headers, 'x-a': options.id, accept: 'application/json' };
  }
  async get<T>(path: string, init?: RequestInit): Promise<T> {
    const response = await fetch(`+"`${this.base}/v1/${encodeURIComponent(path)}?q=${c}`"+`, {
      method: 'GET', headers: { ...this.headers, ...init?.headers }, signal: init?.signal,
    });
    if (!response.ok) throw new Error('failed: ' + response.status);
    return (await response.json()) as T;
  }
}
`, 190))

func BenchmarkParse(b *testing.B) {
	b.SetBytes(int64(len(benchText)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(TypeScript(), benchText); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLibraryParse is the part of BenchmarkParse that is the library's.
func BenchmarkLibraryParse(b *testing.B) {
	p := sitter.NewParser()
	defer p.Close()
	p.SetLanguage(TypeScript().language)
	b.SetBytes(int64(len(benchText)))
	for b.Loop() {
		tree, err := p.ParseCtx(b.Context(), nil, benchText)
		if err != nil {
			b.Fatal(err)
		}
		tree.Close()
	}
}

func BenchmarkFlatten(b *testing.B) {
	p := sitter.NewParser()
	defer p.Close()
	p.SetLanguage(TypeScript().language)
	tree, err := p.ParseCtx(b.Context(), nil, benchText)
	if err != nil {
		b.Fatal(err)
	}
	defer tree.Close()
	n := 0
	for b.Loop() {
		nodes, err := flatten(tree.RootNode())
		if err != nil {
			b.Fatal(err)
		}
		n = len(nodes)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/node")
}

// BenchmarkWalk asks every node what rules ask: its kind, its type and a role.
func BenchmarkWalk(b *testing.B) {
	tree := mustParse(b, TypeScript(), string(benchText))
	call := Named("call_expression")
	want := strings.Count(string(benchText), "fetch(")
	for b.Loop() {
		n := 0
		for node := range tree.Root().All() {
			if node.Kind() == call && node.Is("call_expression") && node.ByField("function").Text() == "fetch" {
				n++
			}
		}
		if n != want {
			b.Fatalf("%d calls, want %d", n, want)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*tree.Len()), "ns/node")
}
