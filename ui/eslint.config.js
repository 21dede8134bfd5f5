// Lints of the pages: TypeScript with its types, hooks of React, and what a page must have for keys and screen readers. Rules
// that are off or looser stand here with the reason; a single place is excused beside its line.
import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import typescript from 'typescript-eslint';

export default defineConfig(
  // Bindings are written from the program by a test.
  { ignores: ['dist', 'src/ipc/bindings'] },
  js.configs.recommended,
  typescript.configs.recommendedTypeChecked,
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [jsxA11y.flatConfigs.strict, reactHooks.configs.flat['recommended-latest']],
    rules: {
      // What scrolls must take the focus, so that it scrolls by keys; axe asks for it in the tests.
      'jsx-a11y/no-noninteractive-tabindex': ['error', { roles: ['group'], tags: ['ol'] }],
      // Focus that arrives within an element is only heard there; nothing is done by it that keys cannot do.
      'jsx-a11y/no-static-element-interactions': [
        'error',
        { handlers: ['onClick', 'onMouseDown', 'onMouseUp', 'onKeyPress', 'onKeyDown', 'onKeyUp'] },
      ],
      // These speak of what the React Compiler could not make faster. Pages are built without it.
      'react-hooks/incompatible-library': 'off',
      'react-hooks/refs': 'off',
      'react-hooks/set-state-in-effect': 'off',
    },
  },
  {
    // A grid of 140,000 rows: the grid has the focus and all keys, and names the row at which it stands.
    files: ['src/parts/PersonTable.tsx'],
    rules: { 'jsx-a11y/click-events-have-key-events': 'off', 'jsx-a11y/interactive-supports-focus': 'off' },
  },
  {
    // The section hears the keys of the buttons that stand in it.
    files: ['src/screens/review/DuplicatePairs.tsx'],
    rules: { 'jsx-a11y/no-noninteractive-element-interactions': 'off' },
  },
  {
    // A host that refuses throws what the program sends, which is no Error.
    files: ['src/**/*.test.{ts,tsx}'],
    rules: { '@typescript-eslint/only-throw-error': 'off' },
  },
  { files: ['*.js'], extends: [typescript.configs.disableTypeChecked] },
);
