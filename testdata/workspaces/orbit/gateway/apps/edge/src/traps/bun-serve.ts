// Trap, T25: a method named fetch answers requests, it sends none.
import { app } from '../server.js';

Bun.serve({
  port: 8080,
  fetch(req: Request) {
    return app.fetch(req);
  },
});

export default {
  async fetch(request: Request): Promise<Response> {
    return new Response(request.url, { headers: { 'content-type': 'text/plain' } });
  },
};
