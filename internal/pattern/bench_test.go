package pattern

import (
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// benchCode is some 3,000 lines of ordinary code.
func benchCode() string {
	const unit = `import { createClient } from './client';
export class Service {
  private readonly base: string = process.env.BASE ?? 'http://localhost';
  constructor(private readonly db: Database, private readonly log = console) {}
  async load(id: string, options: { cache?: boolean } = {}): Promise<Item | undefined> {
    const response = await fetch(` + "`${this.base}/items/${id}`" + `, { method: 'GET', headers: { Accept: 'application/json', 'x-trace': id } });
    if (!response.ok) {
      this.log.warn('not found', { id, status: response.status });
      return undefined;
    }
    const item = (await response.json()) as Item;
    for (const part of item.parts ?? []) {
      await this.db.container('items').item(part.id, part.owner).read<Part>();
    }
    return options.cache ? { ...item, cached: true } : item;
  }
}
`
	return strings.Repeat(unit, 170)
}

func benchmarkFind(b *testing.B, src string) {
	p := compile(b, src, TypeScript)
	tree := parse(b, syntax.TypeScript(), benchCode())
	b.SetBytes(int64(len(tree.Text())))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Find(tree, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFindCall(b *testing.B)   { benchmarkFind(b, "fetch(...)") }
func BenchmarkFindObject(b *testing.B) { benchmarkFind(b, "{..., $NAME: $VALUE, ...}") }
func BenchmarkFindSequence(b *testing.B) {
	benchmarkFind(b, "const $X = await fetch(...);\n...\n$X.json();")
}
func BenchmarkFindAny(b *testing.B) { benchmarkFind(b, "$X") }

// BenchmarkSet runs the patterns of the packs in one walk.
func BenchmarkSet(b *testing.B) {
	var fs []*Formula
	for _, src := range packPatterns(b)[TypeScript] {
		fs = append(fs, Of(compile(b, src, TypeScript)))
	}
	s := NewSet(fs...)
	tree := parse(b, syntax.TypeScript(), benchCode())
	b.SetBytes(int64(len(tree.Text())))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Find(&File{Tree: tree, Lang: TypeScript}, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	srcs := packPatterns(b)[TypeScript]
	for b.Loop() {
		for _, src := range srcs {
			compile(b, src, TypeScript)
		}
	}
}
