/** Who is an animal and in which group: plain lists that never change, as the server's `animals` take them. */

/** Return animals with one of them changed: `changes` are {name}, {group} or {used}. */
export function changeAnimal(animals, index, changes) {
  return animals.map((animal, at) => (at === index ? { ...animal, ...changes } : animal));
}

/** Return the groups of the animals in use, each once, in the order of the table. */
export function listGroups(animals) {
  return [...new Set(animals.filter(isUsed).map(({ group }) => group))];
}

/**
 * Return {animals, unknown}: animals with the groups of pasted lines "animal, tab or comma, group"; `unknown` are the
 * names that no animal has. Lines without a group are passed over.
 */
export function pasteGroups(animals, text) {
  const groups = new Map(text.split(/\r?\n/)
    .map((line) => line.split(/\t|[,;]/).map((part) => part.trim()))
    .filter(([name, group]) => name !== '' && group !== undefined && group !== ''));
  const names = new Set(animals.map(({ name }) => name));
  return {
    animals: animals.map((animal) => ({ ...animal, group: groups.get(animal.name) ?? animal.group })),
    unknown: [...groups.keys()].filter((name) => !names.has(name)),
  };
}

/** Return what the server takes as `animals`: the settings, and who is who once that is confirmed. */
export function writeDecisions({ animals, confirmed, settings }) {
  const named = animals.filter(isUsed).map(({ name, group, columns }) => ({ name, group, columns }));
  return { ...settings, ...(confirmed ? { animals: named } : {}) };
}

/** Return a column as people read it: "B", or "D (WT | m1)" in a long table. */
export function sayColumns(columns) {
  return columns.map((one) => (Array.isArray(one) ? `${one[0]} (${one[1]})` : one)).join(' + ');
}

function isUsed({ used = true }) {
  return used;
}
