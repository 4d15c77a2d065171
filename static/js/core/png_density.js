/** The resolution of a PNG, which browsers do not write: other programs take its size in millimetres from it. */

const METRES_PER_INCH = 0.0254;

/** Where the first piece of a PNG ends: after the signature and IHDR. */
const AFTER_HEADER = 33;

/** Return a PNG blob with a pHYs piece of so many px per inch. */
export async function withDensity(blob, dpi) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return new Blob([bytes.subarray(0, AFTER_HEADER), densityPiece(dpi), bytes.subarray(AFTER_HEADER)],
    { type: blob.type });
}

/** Return the bytes of a pHYs piece. */
export function densityPiece(dpi) {
  const piece = new Uint8Array(21);
  const view = new DataView(piece.buffer);
  const perMetre = Math.round(dpi / METRES_PER_INCH);
  view.setUint32(0, 9);
  piece.set([...'pHYs'].map((letter) => letter.charCodeAt(0)), 4);
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  view.setUint8(16, 1); // Metres.
  view.setUint32(17, checksum(piece.subarray(4, 17)));
  return piece;
}

/** Return the CRC-32 of bytes. */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
