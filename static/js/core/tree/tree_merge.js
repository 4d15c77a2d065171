/**
 * Two people changed one tree: what each of them changed, and both together.
 *
 * Trees are compared node by node, by id. What comes from the server has no ids: `adoptIds` gives it those
 * of the tree that both began with, as far as its nodes can be recognised.
 */

import { ROOT, listFnames, listNodes } from './tree_moves.js';

/**
 * Return `tree` with the ids of `base` where a node is the same one, found by name, place and content.
 *
 * With `mine`, what both added alike (the same entry at the same place) is one node too.
 */
export function adoptIds(base, tree, mine = null) {
  const own = pathsOf(tree);
  const adopted = new Map();
  const adopt = (candidates, paths, rules) => {
    for (const rule of rules) {
      for (const { node } of listNodes(tree)) {
        if (adopted.has(node.id)) continue;
        const match = candidates.find((other) => rule(other, node, paths.get(other.id) === own.get(node.id)));
        if (match === undefined) continue;
        candidates.splice(candidates.indexOf(match), 1);
        adopted.set(node.id, match.id);
      }
    }
  };
  const samePlace = (one, other, samePath) => samePath && sameKind(one, other);
  const known = pathsOf(base);
  adopt(listNodes(base).map(({ node }) => node), known, [
    samePlace,
    (one, other) => sameKind(one, other) && one.label === other.label,
    (one, other) => one.fname !== undefined && one.fname === other.fname,
    // A folder of another label is recognised by what is in it.
    (one, other) => bothFolders(one, other) && shareHalf(one, other),
  ]);
  if (mine !== null) {
    const added = listNodes(mine).map(({ node }) => node).filter(({ id }) => !known.has(id));
    adopt(added, pathsOf(mine), [samePlace]);
  }
  return withIds(tree, adopted);
}

function sameKind(one, other) {
  return bothFolders(one, other) || (one.fname !== undefined && one.fname === other.fname);
}

function bothFolders(one, other) {
  return one.children !== undefined && other.children !== undefined;
}

/** Whether two folders hold more of the same features than of different ones. */
function shareHalf(one, other) {
  const [first, second] = [new Set(listFnames(one)), new Set(listFnames(other))];
  const common = [...first].filter((fname) => second.has(fname)).length;
  return common > 0 && 2 * common >= Math.max(first.size, second.size);
}

/** Return id → its labels from the root as one text, for every node but the root. */
function pathsOf(root) {
  const paths = new Map([[root.id, '']]);
  for (const { node, parent } of listNodes(root)) {
    paths.set(node.id, `${paths.get(parent.id)}${JSON.stringify(node.label)}`);
  }
  paths.delete(root.id);
  return paths;
}

function withIds(node, adopted) {
  const id = adopted.get(node.id) ?? node.id;
  if (!node.children) return { ...node, id };
  return { ...node, id, children: node.children.map((child) => withIds(child, adopted)) };
}

/** Return id → {node, parent, label} for every node but the root. */
function tableOf(root) {
  return new Map(listNodes(root).map(({ node, parent }) => [node.id, { node, parent: parent.id, label: node.label }]));
}

/**
 * Return the changes from one tree to another, in the order of the second, as
 * {kind: 'added' | 'removed' | 'renamed' | 'moved' | 'reordered', id, message}.
 */
export function describeChanges(base, tree) {
  const [before, after] = [tableOf(base), tableOf(tree)];
  const nameOf = (id) => after.get(id)?.label ?? before.get(id)?.label ?? '';
  const changes = [];
  const say = (kind, id, message) => changes.push({ kind, id, message });
  if (base.plain !== tree.plain) {
    say('plain', ROOT, tree.plain ? 'Switched to a flat list' : 'Created a tree');
  }
  for (const [id, { node, parent, label }] of after) {
    const former = before.get(id);
    const folder = node.children !== undefined;
    if (former === undefined) {
      const feature = `Added “${label}” (${node.fname}) ${placeName(parent, nameOf)}`;
      say('added', id, folder ? `New folder “${label}”` : feature);
      continue;
    }
    if (former.label !== label) say('renamed', id, `Renamed “${former.label}” to “${label}”`);
    if (former.parent !== parent) say('moved', id, `Moved “${label}” ${placeName(parent, nameOf, 'to')}`);
  }
  for (const [id, { node, label }] of before) {
    if (after.has(id)) continue;
    say('removed', id, node.children ? `Removed the folder “${label}”` : `Excluded “${label}” (${node.fname})`);
  }
  const [former, present] = [childrenOf(base), childrenOf(tree)];
  for (const [id, ids] of present) {
    const stayed = (list, table) => list.filter((child) => table.get(child)?.parent === id).join();
    if (stayed(former.get(id) ?? [], after) === stayed(ids, before)) continue;
    say('reordered', id, `Reordered ${placeName(id, nameOf, '').trim()}`);
  }
  return changes;
}

function placeName(id, nameOf, word = 'in') {
  return id === ROOT ? `${word} the top level` : `${word} “${nameOf(id)}”`;
}

/** Return id → the ids of its children in order, for the root and every folder. */
function childrenOf(root) {
  const folders = [root, ...listNodes(root).map(({ node }) => node).filter(({ children }) => children)];
  return new Map(folders.map(({ id, children }) => [id, children.map((child) => child.id)]));
}

/**
 * Merge two trees that began as `base`.
 *
 * Returns {tree, clashes}: the tree with the changes of both, and for every place that both changed
 * differently {id, kind: 'label' | 'parent' | 'removed' | 'order', message}. There, `prefer` ('mine' or
 * 'theirs') decides; a node that one removed and the other changed stays.
 */
export function mergeTrees(base, mine, theirs, prefer = 'mine') {
  const tables = { base: tableOf(base), mine: tableOf(mine), theirs: tableOf(theirs) };
  const clashes = [];
  const merged = new Map();
  for (const id of new Set([...tables.base.keys(), ...tables.theirs.keys(), ...tables.mine.keys()])) {
    const entry = mergeNode(id, tables, prefer, clashes);
    if (entry !== null) merged.set(id, entry);
  }
  for (let cycle = closeLoops(merged, tables); cycle !== null; cycle = closeLoops(merged, tables)) {
    const message = `“${merged.get(cycle).label}” would be inside itself: their version was kept.`;
    clashes.push({ id: cycle, kind: 'parent', message });
  }
  const orders = [base, mine, theirs].map(childrenOf);
  const children = orderChildren(merged, orders, prefer, clashes);
  return { tree: { id: ROOT, label: '', plain: mine.plain && theirs.plain, children }, clashes };
}

/** Return {node, parent, label} of one node after both changes, or null when it is gone. */
function mergeNode(id, { base, mine, theirs }, prefer, clashes) {
  const [b, m, t] = [base.get(id), mine.get(id), theirs.get(id)];
  if (b === undefined) return m ?? t;
  if (m === undefined && t === undefined) return null;
  if (m === undefined || t === undefined) {
    const kept = m ?? t;
    if (kept.label === b.label && kept.parent === b.parent) return null;
    const who = m === undefined ? ['You', 'they'] : ['They', 'you'];
    clashes.push({ id, kind: 'removed', message: `${who[0]} removed “${b.label}”, ${who[1]} changed it: it stays.` });
    return kept;
  }
  const label = pick(b.label, m.label, t.label, prefer);
  const parent = pick(b.parent, m.parent, t.parent, prefer);
  if (label.clash) {
    const message = `You renamed “${b.label}” to “${m.label}”, they renamed it to “${t.label}”.`;
    clashes.push({ id, kind: 'label', message });
  }
  if (parent.clash) {
    const folder = (table, key) => (key === ROOT ? 'the top level' : `“${table.get(key)?.label ?? ''}”`);
    clashes.push({
      id, kind: 'parent',
      message: `You moved “${b.label}” to ${folder(mine, m.parent)}, they moved it to ${folder(theirs, t.parent)}.`,
    });
  }
  return { node: b.node, label: label.value, parent: parent.value };
}

function pick(base, mine, theirs, prefer) {
  if (mine === theirs || theirs === base) return { value: mine, clash: false };
  if (mine === base) return { value: theirs, clash: false };
  return { value: prefer === 'mine' ? mine : theirs, clash: true };
}

/**
 * Keep every folder that something is in, then take the folders of one loop back to where they have them.
 * Returns the id of a folder that was inside itself, or null when there is no loop.
 */
function closeLoops(merged, tables) {
  keepFoldersInUse(merged, tables);
  for (const id of merged.keys()) {
    const seen = new Set();
    let at = id;
    while (at !== ROOT && !seen.has(at)) {
      seen.add(at);
      at = merged.get(at).parent;
    }
    if (at !== id) continue;
    for (const looped of seen) {
      merged.set(looped, { ...merged.get(looped), parent: tables.theirs.get(looped)?.parent ?? ROOT });
    }
    return id;
  }
  return null;
}

/** A folder that one removed stays while something that the other put there is in it. */
function keepFoldersInUse(merged, { base, mine, theirs }) {
  const waiting = [...merged.values()];
  while (waiting.length > 0) {
    const { parent } = waiting.pop();
    if (parent === ROOT || merged.has(parent)) continue;
    const folder = mine.get(parent) ?? theirs.get(parent) ?? base.get(parent);
    merged.set(parent, folder);
    waiting.push(folder);
  }
}

function orderChildren(merged, orders, prefer, clashes) {
  const members = new Map();
  for (const [id, { parent }] of merged) members.set(parent, [...(members.get(parent) ?? []), id]);
  const build = (parent) => {
    const level = new Set(members.get(parent) ?? []);
    return orderLevel(parent, level, orders, prefer, clashes).map((id) => {
      const { node, label } = merged.get(id);
      return node.children ? { id, label, children: build(id) } : { id, label, fname: node.fname };
    });
  };
  return build(ROOT);
}

/** Return the ids of one level: the order of who changed it, the other's additions behind their neighbours. */
function orderLevel(parent, members, orders, prefer, clashes) {
  const [b, m, t] = orders.map((order) => (order.get(parent) ?? []).filter((id) => members.has(id)));
  const common = new Set(b.filter((id) => m.includes(id) && t.includes(id)));
  const [orderB, orderM, orderT] = [b, m, t].map((ids) => ids.filter((id) => common.has(id)).join());
  const both = orderM !== orderB && orderT !== orderB && orderM !== orderT;
  const message = 'You and they ordered the same entries differently.';
  if (both) clashes.push({ id: parent, kind: 'order', message });
  const mineFirst = both ? prefer === 'mine' : orderM !== orderB;
  const [first, second] = mineFirst ? [m, t] : [t, m];
  const ordered = [...first];
  for (const source of [second, [...members]]) {
    source.forEach((id, index) => {
      if (ordered.includes(id)) return;
      const before = source.slice(0, index).findLast((other) => ordered.includes(other));
      ordered.splice(before === undefined ? 0 : ordered.indexOf(before) + 1, 0, id);
    });
  }
  return ordered;
}
