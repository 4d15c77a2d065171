/** Quotes people's text in sentences, as the server does: invisible characters are named or escaped. */

const INVISIBLE = /[\p{C}\p{Z}]/u;

/** Names, as Unicode gives them, of characters that spreadsheets and web pages leave in texts. */
const NAMES = Object.freeze({
  0x0020: 'space',
  0x00a0: 'no-break space',
  0x00ad: 'soft hyphen',
  0x2003: 'em space',
  0x2009: 'thin space',
  0x200b: 'zero width space',
  0x200c: 'zero width non-joiner',
  0x200d: 'zero width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x2028: 'line separator',
  0x2029: 'paragraph separator',
  0x202f: 'narrow no-break space',
  0x2060: 'word joiner',
  0x3000: 'ideographic space',
  0xfeff: 'zero width no-break space',
});

const ESCAPES = Object.freeze({ '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' });

/** Return a character so that a person can find it, also when it cannot be seen. */
export function showCharacter(character) {
  if (!INVISIBLE.test(character)) return `“${character}”`;
  const code = character.codePointAt(0);
  const name = NAMES[code] ?? (/\p{Cc}/u.test(character) ? 'a control character' : 'a character that cannot be seen');
  return `${name} (U+${hex(code, 4).toUpperCase()})`;
}

/** Return at most so many characters of a text in quotes, as Python's `repr` writes them. */
export function quote(text, longest) {
  const characters = [...text].slice(0, longest);
  const mark = characters.includes("'") && !characters.includes('"') ? '"' : "'";
  return mark + characters.map((character) => escape(character, mark)).join('') + mark;
}

function escape(character, mark) {
  if (character === mark) return `\\${mark}`;
  if (character in ESCAPES) return ESCAPES[character];
  if (character === ' ' || !INVISIBLE.test(character)) return character;
  const code = character.codePointAt(0);
  if (code <= 0xff) return `\\x${hex(code, 2)}`;
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code, digits) {
  return code.toString(16).padStart(digits, '0');
}
