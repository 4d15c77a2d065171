/** ESLint: the browser's modules, the tests and the benchmarks, strictly. */

import js from '@eslint/js';
import globals from 'globals';

const markupSinks = ['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({
  property,
  message: 'Set textContent or build nodes: text from people must stay text.',
}));

export default [
  { ignores: ['node_modules/', 'var/', '.venv/'] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2023, sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-restricted-properties': ['error', ...markupSinks],
      'no-shadow': 'error',
      'no-undef': 'error',
      'no-unused-vars': 'error',
      'no-var': 'error',
      'max-len': ['error', { code: 120 }],
      'prefer-const': 'error',
    },
  },
  { files: ['static/js/**/*.js'], languageOptions: { globals: globals.browser } },
  { files: ['static/js/core/**/*.js'], languageOptions: { globals: globals['shared-node-browser'] } },
  { files: ['tests/js/**/*.js', 'benchmarks/**/*.mjs', '*.config.js'], languageOptions: { globals: globals.node } },
];
