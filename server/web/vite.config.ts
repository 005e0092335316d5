import { defineConfig } from 'vite';

// All of it is served under /graphiql/ from the binary. The placeholder in dist stays, so that a clone builds.
export default defineConfig({
  base: '/graphiql/',
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    chunkSizeWarningLimit: 8000,
    license: true,
    rolldownOptions: {
      // React's "use client" means nothing in a bundle for browsers alone.
      onLog: (level, log, show) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && show(level, log),
    },
  },
});
