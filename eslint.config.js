/** ESLint: the browser's modules, the tests and the benchmarks, strictly. */

import js from '@eslint/js';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import globals from 'globals';

const markupSinks = ['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({
  property,
  message: 'Set textContent or build nodes: text from people must stay text.',
}));

/** The rooms of static/js, storey by storey: a room imports from its own storey and from those before it. */
const STOREYS = [
  ['core'],
  ['state', 'api', 'data'],
  ['slices', 'panels', 'lists', 'colours'],
  ['pages'],
];
const PAGES = ['animals', 'buckets', 'regions', 'tree', 'upload', 'viewer'];

const upwards = STOREYS.flatMap((rooms, storey) => STOREYS.slice(storey + 1).flat().flatMap((above) =>
  rooms.map((room) => ({
    target: `./static/js/${room}`,
    from: `./static/js/${above}`,
    message: `${room}/ must not know ${above}/.`,
  }))));
const acrossPages = PAGES.map((page) => ({
  target: `./static/js/pages/${page}`,
  from: './static/js/pages',
  except: [`./${page}`, ...(page === 'animals' ? ['./upload'] : [])], // A second way to upload: the same controls.
  message: 'Pages share nothing with each other; what two of them need lies in a room below.',
}));
/** Functions that lay out a view and bind it hold little but the view's parts: they may be longer. */
const VIEWS = ['slices', 'panels', 'lists', 'colours', 'pages'].map((room) => `static/js/${room}/**/*.js`);

/** Code lines of one function. */
const functionLines = (max) => ({
  'max-lines-per-function': ['error', { max, skipBlankLines: true, skipComments: true }],
});

const threeElsewhere = {
  paths: [{ name: 'three', message: 'Only panels/three/three.js takes anything from three.js.' }],
  patterns: [{ group: ['three/*'], message: 'Only panels/three/three.js takes anything from three.js.' }],
};

export default [
  { ignores: ['node_modules/', 'var/', '.venv/'] },
  js.configs.recommended,
  {
    plugins: { 'import-x': importX },
    languageOptions: { ecmaVersion: 2023, sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'import-x/no-unresolved': ['error', { ignore: ['^/static/'] }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-restricted-properties': ['error', ...markupSinks],
      'no-shadow': 'error',
      'no-undef': 'error',
      'no-unused-vars': 'error',
      'no-var': 'error',
      'max-len': ['error', { code: 120 }],
      'max-lines': ['error', 300],
      'prefer-const': 'error',
    },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.js'] })] },
  },
  {
    files: ['static/js/**/*.js'],
    languageOptions: { globals: globals.browser },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones: [...upwards, ...acrossPages] }],
      'no-restricted-imports': ['error', threeElsewhere],
    },
  },
  { files: ['static/js/**/*.js'], rules: functionLines(60) },
  { files: VIEWS, rules: functionLines(80) },
  { files: ['static/js/panels/three/three.js'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['static/js/core/**/*.js'], languageOptions: { globals: globals['shared-node-browser'] } },
  { files: ['tests/js/**/*.js', 'benchmarks/**/*.mjs', '*.config.js'], languageOptions: { globals: globals.node } },
];
