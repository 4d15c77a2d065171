/** The mappings: regions as they are given, and the two parcellations. Names and order as in `atlas/regions.py`. */

export const MAPPINGS = Object.freeze(['allen', 'beryl', 'cosmos']);

/** What a feature is shown under first. */
export const USUAL_MAPPING = 'beryl';

/** What people call them. */
export const MAPPING_TEXTS = Object.freeze({ allen: 'Allen', beryl: 'Beryl', cosmos: 'Cosmos' });

/** Mappings that stand in, in this order, for one that a feature lacks: the nearest first. */
export const NEAREST_MAPPINGS = Object.freeze(['beryl', 'allen', 'cosmos']);
