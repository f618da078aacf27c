// E18: the configuration of a build.
import { defineConfig } from 'tsup';

export default defineConfig({
  outDir: process.env.ONLY_IN_BUILD,
  define: { API: process.env.BUILD_API ?? 'http://localhost:1' },
});
