/** Builders for tests: small label volumes in the server's format, and a slow, plain vote to compare with. */

/** Return the bytes and layout of a dense volume given as label(ap, dv, ml). */
export function encodeVolume([ap, dv, ml], label) {
  const planes = { counts: [], lengthLow: [], lengthHigh: [], labelLow: [], labelHigh: [] };
  for (let row = 0; row < ap * dv; row++) {
    const runs = runsOf(ml, (x) => label(Math.floor(row / dv), row % dv, x));
    planes.counts.push(runs.length);
    for (const [value, length] of runs) {
      planes.lengthLow.push(length & 255);
      planes.lengthHigh.push(length >> 8);
      planes.labelLow.push(value & 255);
      planes.labelHigh.push(value >> 8);
    }
  }
  const bytes = Uint8Array.from(Object.values(planes).flat());
  return { bytes, layout: { shape: [ap, dv, ml], runs: planes.lengthLow.length } };
}

function runsOf(length, labelAt) {
  const runs = [];
  for (let x = 0; x < length; x++) {
    const value = labelAt(x);
    if (runs.length > 0 && runs.at(-1)[0] === value) runs.at(-1)[1]++;
    else runs.push([value, 1]);
  }
  return runs;
}

/** Return a slice (padding 4) of labels given as label(x, y). */
export function sliceOf(across, down, label) {
  const padding = 4;
  const width = across + 2 * padding;
  const height = down + 2 * padding;
  const data = new Uint16Array(width * height);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) data[(y + padding) * width + x + padding] = label(x, y);
  }
  return { data, width, height, padding };
}

/** Return a random number generator (0…1) that always gives the same sequence for a seed. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Return a slice of `count` Voronoi cells labelled 1…count in a disc of void. */
export function blobs(across, down, count, random) {
  const seeds = Array.from({ length: count }, () => [random() * across, random() * down]);
  return sliceOf(across, down, (x, y) => {
    if (Math.hypot((x / across - 0.5) * 2.1, (y / down - 0.5) * 2.1) > 1) return 0;
    const distances = seeds.map(([sx, sy]) => Math.hypot(x - sx, y - sy));
    return 1 + distances.indexOf(Math.min(...distances));
  });
}

/** Return the weights of all labels at one pixel, heaviest first: [[label, weight], …]. Plain and slow. */
export function voteAt({ data, width, height, padding }, { scale, originX, originY, sigma }, px, py) {
  const x = (px + 0.5) / scale + originX - 0.5;
  const y = (py + 0.5) / scale + originY - 0.5;
  const weights = new Map();
  let total = 0;
  for (let j = Math.floor(y) - 1; j <= Math.floor(y) + 2; j++) {
    for (let i = Math.floor(x) - 1; i <= Math.floor(x) + 2; i++) {
      const column = i + padding;
      const row = j + padding;
      const inside = column >= 0 && row >= 0 && column < width && row < height;
      const weight = Math.exp(-((x - i) ** 2 + (y - j) ** 2) / (2 * sigma * sigma));
      const label = inside ? data[row * width + column] : 0;
      weights.set(label, (weights.get(label) ?? 0) + weight);
      total += weight;
    }
  }
  return [...weights].map(([label, weight]) => [label, weight / total]).sort((a, b) => b[1] - a[1]);
}
