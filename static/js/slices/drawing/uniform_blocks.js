/** Finds the 4 × 4 voxel blocks of a slice that hold one label only: nothing to vote on there. */

/** Reusable memory for `markUniformBlocks`; `uniform` is the answer. */
export class BlockMarks {
  across = new Uint8Array(0);
  uniform = new Uint8Array(0);

  /** Make room for `count` voxels. */
  reserve(count) {
    if (this.uniform.length >= count) return;
    this.across = new Uint8Array(count);
    this.uniform = new Uint8Array(count);
  }
}

/** Set marks.uniform[y · width + x] to 1 where the block whose first voxel is (x, y) has one label, else 0. */
export function markUniformBlocks({ data, width, height }, marks) {
  marks.reserve(width * height);
  markRows(data, width, height, marks.across);
  const { across, uniform } = marks;
  const last = (height - 3) * width;
  for (let n = 0; n < last; n++) {
    const label = data[n];
    const second = n + width;
    const third = second + width;
    const fourth = third + width;
    uniform[n] = across[n] & across[second] & across[third] & across[fourth]
      && data[second] === label && data[third] === label && data[fourth] === label ? 1 : 0;
  }
  uniform.fill(0, Math.max(0, last), width * height);
}

function markRows(data, width, height, across) {
  for (let y = 0; y < height; y++) {
    let same = 1;
    let n = y * width + width - 1;
    across[n] = 0;
    for (let x = width - 2; x >= 0; x--) {
      n--;
      same = data[n] === data[n + 1] ? same + 1 : 1;
      across[n] = same >= 4 ? 1 : 0;
    }
  }
}
