// Trap: the proxy of a development server forwards what the browser sends.
import { defineConfig } from 'vite';

export default defineConfig({
  server: {
    port: 3000,
    proxy: {
      '/api': { target: 'http://localhost:8080', changeOrigin: true, headers: { 'x-forwarded-by': 'vite' } },
      '/jobs': { target: process.env.DISPATCH_URL, ws: true },
    },
  },
});
