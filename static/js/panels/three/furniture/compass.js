/** The directions of the animal as the 3-D view shows them, as plain arithmetic. */

/** Letter → direction in µm: x to the right, y to the front, z upwards. */
const DIRECTIONS = Object.freeze({
  A: [0, 1, 0], P: [0, -1, 0], L: [-1, 0, 0], R: [1, 0, 0], D: [0, 0, 1], V: [0, 0, -1],
});

/** Share of its length that an arm keeps on the screen, below which it points at the eye and has no letter. */
const SHORTEST = 0.35;

/**
 * Return where the letters of a compass lie for a view: {letter, x, y, towards}; x to the right and y downwards as
 * shares of an arm's length, `towards` 1 at the eye … −1 away from it. Those that point along the line of sight are
 * left out. The farthest comes first, so that the nearer ones are drawn over it.
 *
 * @param {number[]} view [eye x, y, z, target x, y, z] in µm
 */
export function compassLetters(view) {
  const { right, up, back } = axesOf(view);
  return Object.entries(DIRECTIONS)
    .map(([letter, way]) => ({ letter, x: dot(way, right), y: -dot(way, up), towards: dot(way, back) }))
    .filter(({ x, y }) => Math.hypot(x, y) >= SHORTEST)
    .sort((one, other) => one.towards - other.towards);
}

/** Return the unit vectors of the screen: to the right, upwards, and back to the eye. */
function axesOf([x, y, z, targetX, targetY, targetZ]) {
  const back = unit([x - targetX, y - targetY, z - targetZ]);
  // Straight from above or below, where up has no direction, the front is up and down.
  const flat = Math.hypot(back[0], back[1]);
  const right = flat < 1e-9 ? [1, 0, 0] : [-back[1] / flat, back[0] / flat, 0];
  const up = [
    back[1] * right[2] - back[2] * right[1], back[2] * right[0] - back[0] * right[2],
    back[0] * right[1] - back[1] * right[0],
  ];
  return { right, up, back };
}

function dot(one, other) {
  return one.reduce((sum, part, axis) => sum + part * other[axis], 0);
}

function unit(vector) {
  const length = Math.hypot(...vector);
  return vector.map((part) => part / length);
}
