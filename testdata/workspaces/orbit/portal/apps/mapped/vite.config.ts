import { defineConfig } from 'vite';

export default defineConfig({ envPrefix: 'MAPPED_' });
