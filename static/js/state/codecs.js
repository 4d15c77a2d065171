/** How values are written in the address: a codec has `write(value)` and `read(text)`; the text is not escaped. */

const LIST_SEPARATOR = ',';
const RANGE_SEPARATOR = '..';
const SIDE_MARKS = Object.freeze({ left: 'L', right: 'R', both: 'LR' });
const SIDES = Object.freeze({ L: 'left', R: 'right', LR: 'both' });

/**
 * `read` returns whatever the text means; the key's validator then refuses what is wrong, so a codec answers
 * undefined, NaN or a list that holds one of them rather than throwing.
 */
export const asText = Object.freeze({ write: (value) => value, read: (text) => text });

export const asFlag = Object.freeze({
  write: (value) => (value ? '1' : '0'),
  read: (text) => ({ 1: true, 0: false })[text],
});

export const asNumber = Object.freeze({ write: String, read: readNumber });

/** Numbers in a row: "1.5,-2,0". */
export const asNumbers = Object.freeze({
  write: (numbers) => numbers.join(LIST_SEPARATOR),
  read: (text) => text.split(LIST_SEPARATOR).map(readNumber),
});

/** A range: "0..3.4"; older addresses of ours wrote an ellipsis. */
export const asRange = Object.freeze({
  write: (range) => range.join(RANGE_SEPARATOR),
  read: (text) => text.split(text.includes('…') ? '…' : RANGE_SEPARATOR).map(readNumber),
});

/** Names: "one,another"; a comma inside a name is written ~1, a tilde ~0. */
export const asNames = Object.freeze({
  write: (names) => names.map(escapeName).join(LIST_SEPARATOR),
  read: (text) => text.split(LIST_SEPARATOR).filter((name) => name !== '').map(unescapeName),
});

/** Regions with side: "MOs:L,CUL4~1 5:LR". */
export const asRegions = Object.freeze({
  write: (regions) =>
    regions.map(({ acronym, side }) => `${escapeName(acronym)}:${SIDE_MARKS[side]}`).join(LIST_SEPARATOR),
  read: (text) => text.split(LIST_SEPARATOR).filter((entry) => entry !== '').map(readRegion),
});

/** A zoomed view: "zoom,x,y" with the centre in voxel edges. */
export const asView = Object.freeze({
  write: ({ zoom, centre }) => [zoom, ...centre].join(LIST_SEPARATOR),
  read: (text) => {
    const [zoom, ...centre] = text.split(LIST_SEPARATOR).map(readNumber);
    return { zoom, centre };
  },
});

/** How the room of panels is shared, in per cent: "54,46/50,50", columns before rows. */
export const asShares = Object.freeze({
  write: ({ columns, rows }) => [columns, rows].map((shares) =>
    shares.map((share) => Math.round(share * 1000) / 10).join(LIST_SEPARATOR)).join('/'),
  read: (text) => {
    const [columns, rows] = text.split('/').map((part) => part.split(LIST_SEPARATOR).map(readNumber));
    return { columns, rows };
  },
});

function readNumber(text) {
  return text.trim() === '' ? NaN : Number(text);
}

function readRegion(text) {
  const [, name, mark] = /^(.*):(LR|L|R)$/su.exec(text) ?? [];
  return name === undefined ? undefined : { acronym: unescapeName(name), side: SIDES[mark] };
}

function escapeName(name) {
  return name.replaceAll('~', '~0').replaceAll(',', '~1');
}

function unescapeName(text) {
  return text.replaceAll('~1', ',').replaceAll('~0', '~');
}
