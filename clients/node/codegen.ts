import type { CodegenConfig } from '@graphql-codegen/cli';

// The schema is asked of the running server, as a client's engineer would.
const config: CodegenConfig = {
  schema: `${process.env.DEMARCHE_URL ?? 'http://localhost:8080'}/graphql`,
  importExtension: '.js',
  documents: ['src/*.ts'],
  generates: {
    'generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: { scalars: { Day: 'string', Time: 'string' }, useTypeImports: true, enumsAsTypes: true },
    },
  },
};

export default config;
