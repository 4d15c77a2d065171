/** The bucket pages' composition root: they work without it, but are more convenient with it. */

import { createConfirming } from './confirming.js';
import { createCopying } from './copying.js';
import { createNameCheck } from './name_check.js';

const { signal } = new AbortController();

createCopying({ element: document.body, signal });
for (const element of document.querySelectorAll('form[data-check-name]')) createNameCheck({ element, signal });
for (const element of document.querySelectorAll('form[data-confirm]')) createConfirming({ element, signal });
