// E18: the configuration of a build.
import { defineConfig } from 'tsup';

export default defineConfig({
  outDir: process.env.ONLY_IN_BUILD,
  define: { 'process.env.PUT_IN_BY_BUILD': '"1"', API: process.env.BUILD_API ?? 'http://localhost:1' },
});
