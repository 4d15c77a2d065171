/**
 * What the first picture is drawn by, for what is fetched later to import: so a bundler sees all of it needed wherever
 * any of it is, and keeps it in one file instead of a piece for every combination.
 */

import '../../api/api.js';
import '../../core/tree.js';
import '../../state/address.js';
import '../../state/history.js';
import '../../state/store.js';
import '../../data/atlas.js';
import './brain.js';
import '../../data/labels_source.js';
import '../../data/library.js';
import './theme.js';
import '../../data/volumes/arrays.js';
