/** Everything around the brain, which is fetched once the brain is there. */

import './kernel.js';

export { createLocalFiles } from '../../data/local/local_files.js';
export { createHelp } from './help.js';
export { createViews } from './views.js';
