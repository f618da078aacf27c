package resolve

import (
	"testing"

	"golang.org/x/tools/txtar"
)

// siteFiles is a request as services write it: a factory in another package, its headers built by a helper, constants
// behind a barrel, a class around it all.
const siteFiles = `package @acme/http packages/http/src/index.ts
-- service.ts --
import { createClient, HEADERS } from "@acme/http";
import { settings } from "./settings";
const client = createClient({ baseUrl: settings.url, headers: { [HEADERS.product]: settings.product } });
export class Orders {
  private headers = { ...client.headers, accept: "application/json" };
  constructor(private token?: string) {}
  options() {
    const headers: Record<string, string> = { ...this.headers };
    if (this.token) headers.authorization = "Bearer " + this.token;
    return { headers, url: client.url("/orders") };
  }
}
show(new Orders("t").options());
-- settings.ts --
export const settings = { url: process.env.API_URL ?? "http://localhost:3000", product: process.env.PRODUCT };
-- packages/http/src/index.ts --
export * from "./client.js";
export { HEADERS } from "./names.js";
-- packages/http/src/client.ts --
import { HEADERS } from "./names.js";
import { buildHeaders } from "./build.js";
export function createClient(opts: { baseUrl: string; headers?: Record<string, string> }) {
  return { headers: { ...buildHeaders(), ...opts.headers }, url: (p: string) => opts.baseUrl + p, names: HEADERS };
}
-- packages/http/src/build.ts --
import { HEADERS } from "./names.js";
export function buildHeaders(extra: Record<string, string> = {}) {
  const h = new Headers({ "content-type": "application/json" });
  if (tracing()) h.set(HEADERS.request, crypto.randomUUID());
  return { ...Object.fromEntries(h.entries()), ...extra };
}
-- packages/http/src/names.ts --
export const HEADERS = { request: "x-request-id", product: "x-product-id" } as const;
`

// BenchmarkSite evaluates what one request sends, in a session of its own, as the linker does for each site.
func BenchmarkSite(b *testing.B) {
	p := newProgram(b, txtar.Parse([]byte(siteFiles)))
	n := shown(p.byPath["service.ts"])[0]
	b.ReportAllocs()
	for b.Loop() {
		s := NewSession(p)
		s.Eval(p.byPath["service.ts"], n, nil)
	}
}
