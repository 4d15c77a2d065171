/** Where the 3-D view is looked at from, as plain arithmetic in µm: x to the right, y to the front, z upwards. */

/** Vertical angle of view, in degrees. */
export const FIELD_OF_VIEW = 28;

/** Nearest and farthest that is drawn, in µm. */
export const DEPTHS = Object.freeze([300, 400_000]);

/** What has to be in view around the middle of the whole brain, in µm. */
const RADIUS = 6800;

/** Nearest and farthest the eye comes to what it looks at, in µm. */
export const NEAREST = 1500;
export const FARTHEST = 300_000;

/** Elevation, in radians, at which up and down are still told apart. */
const STEEPEST = Math.PI / 2 - 0.001;

/** Directions from the brain's middle to the eye. */
export const PRESETS = Object.freeze({
  oblique: Object.freeze({ text: 'Oblique', direction: [-0.62, 0.6, 0.5] }),
  dorsal: Object.freeze({ text: 'Dorsal', direction: [0, -0.001, 1] }),
  ventral: Object.freeze({ text: 'Ventral', direction: [0, -0.001, -1] }),
  left: Object.freeze({ text: 'Lateral, left', direction: [-1, 0, 0] }),
  right: Object.freeze({ text: 'Lateral, right', direction: [1, 0, 0] }),
  frontal: Object.freeze({ text: 'Frontal', direction: [0, 1, 0] }),
  back: Object.freeze({ text: 'From behind', direction: [0, -1, 0] }),
});

/**
 * Return [eye x, y, z, target x, y, z] of a preset that shows all of the brain.
 *
 * @param {string} name
 * @param {object} options
 * @param {number[]} options.middle of the brain
 * @param {number} options.aspect width of the picture in heights
 * @param {number} [options.explode] how far the brain is taken apart, 0…1
 * @param {number} [options.reach] µm from its middle to the farthest region once it wholly is
 */
export function presetView(name, { middle, aspect, explode = 0, reach = RADIUS }) {
  const { direction } = PRESETS[name];
  const radius = RADIUS + Math.max(0, reach - RADIUS) * explode;
  const half = (FIELD_OF_VIEW / 2) * (Math.PI / 180);
  const narrow = aspect < 1 ? Math.atan(Math.tan(half) * aspect) : half;
  const distance = radius / Math.sin(narrow);
  const length = Math.hypot(...direction);
  return [...middle.map((part, axis) => part + (direction[axis] / length) * distance), ...middle].map(Math.round);
}

/** Return a view after its eye went round what it looks at, by angles in radians. */
export function orbit(view, azimuth, elevation) {
  const [x, y, z] = offsetOf(view);
  const distance = Math.hypot(x, y, z);
  const turned = Math.atan2(y, x) + azimuth;
  const raised = Math.asin(z / distance) + elevation;
  const up = Math.min(STEEPEST, Math.max(-STEEPEST, raised));
  const flat = distance * Math.cos(up);
  return placed(view, [flat * Math.cos(turned), flat * Math.sin(turned), distance * Math.sin(up)]);
}

/** Return a view `factor` times as far away. */
export function dolly(view, factor) {
  const offset = offsetOf(view);
  const distance = Math.hypot(...offset);
  const wanted = Math.min(FARTHEST, Math.max(NEAREST, distance * factor));
  return placed(view, offset.map((part) => (part * wanted) / distance));
}

/** Return a view moved by shares of its distance, to the right and upwards on the screen. */
export function pan(view, right, up) {
  const [x, y, z] = offsetOf(view);
  const distance = Math.hypot(x, y, z);
  const flat = Math.max(Math.hypot(x, y), 1e-6);
  const sideways = [-y / flat, x / flat, 0];
  const upwards = [(-x * z) / flat / distance, (-y * z) / flat / distance, flat / distance];
  const by = sideways.map((part, axis) => distance * (right * part + up * upwards[axis]));
  return view.map((part, n) => Math.round(part + by[n % 3]));
}

function offsetOf([x, y, z, targetX, targetY, targetZ]) {
  return [x - targetX, y - targetY, z - targetZ];
}

function placed(view, offset) {
  const target = view.slice(3);
  return [...target.map((part, axis) => part + offset[axis]), ...target].map(Math.round);
}
