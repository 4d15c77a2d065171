/** Pointing at the brain in 3-D: hover, click, keys. */

import { lateralRow, sideOf, splitLateralRow, voxelOf } from '../../../core/geometry.js';
import { oncePerFrame } from '../../../core/dom.js';
import { dolly, orbit, pan } from '../camera.js';

/** Css px that a pointer may wander and still click. */
const CLICK_SLACK = 4;

/** Tissue that belongs to no region. */
const ROOT_ROW = 1;

const TURN = Math.PI / 18;
const SHIFT = 0.04;
const NEARER = 1 / 1.25;
const EXPLODE_STEP = 0.1;

const ARROWS = Object.freeze({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] });
const LOOKS = Object.freeze({
  d: 'dorsal', v: 'ventral', l: 'left', r: 'right', f: 'frontal', b: 'back', Home: 'oblique',
});

const HOW = 'Arrow keys rotate the brain, with Shift they pan; plus and minus zoom; D, V, L, R, F '
  + 'and B view from dorsal, ventral, left, right, front and back; E and Shift E explode and collapse '
  + 'it; P turns it until you touch it; Enter selects the region in the centre; Home resets.';

/** Bind a Stage's canvas to the state until the panel ends. */
export function listenToPointer({ stage, planes, context, getScene, onLook, onTurn }) {
  const { store, atlas, onPoint, signal } = context;
  const { canvas } = stage;
  const pickAt = createPicking({ stage, planes, atlas, getScene });
  const tell = (pick, event) => {
    canvas.dataset.region = pick === null ? '' : atlas.regions.acronym[pick.row];
    canvas.dataset.side = pick?.side ?? '';
    store.set({ hovered: pick === null || pick.row <= ROOT_ROW ? null : pick.lateral });
    onPoint(pick, event);
  };
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  canvas.setAttribute('aria-roledescription', 'brain in 3-D');
  canvas.setAttribute('aria-label', 'Brain in 3-D');
  canvas.setAttribute('aria-description', HOW);
  listenToMouse({ canvas, pickAt, tell, onLook, context });
  const press = createKeys({ stage, pickAt, onLook, onTurn, context });
  canvas.addEventListener('blur', () => store.set({ hovered: null }), { signal });
  canvas.addEventListener('keydown', (event) => {
    if (event.altKey || !press(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { signal, capture: true });
}

/** Return a function that tells what is at css px of the canvas, as slices tell it; null outside. */
function createPicking({ stage, planes, atlas, getScene }) {
  /** Points outside the brain are told as lying in what has no region. */
  function pickPoint(index, scene) {
    const { points } = scene.points;
    const voxel = voxelOf(points.places, index);
    const { row, side } = labelAt(voxel, scene);
    const pick = pickOf({ row: row === 0 ? ROOT_ROW : row, side }, voxel, scene);
    return { ...pick, point: { index, value: points.values[index] } };
  }

  function labelAt(voxel, { volume }) {
    return { row: volume ? volume.labelAt(voxel.ap, voxel.dv, voxel.ml) : 0, side: sideOf(voxel.ml + 0.5) };
  }

  function pickOf({ row: source, side }, voxel, { mapping }) {
    const row = atlas.tables[mapping][source];
    return { row, side, lateral: lateralRow(row, side), source, voxel };
  }

  return (x, y) => {
    const scene = getScene();
    const { lateral, sheet, point, eye, direction } = stage.pick(x, y);
    if (point !== null) return pickPoint(point, scene);
    const voxel = sheet > 0 ? planes.voxelAt(sheet, eye, direction) : null;
    const label = voxel === null ? splitLateralRow(lateral) : labelAt(voxel, scene);
    return label.row === 0 ? null : pickOf(label, voxel, scene);
  };
}

function listenToMouse({ canvas, pickAt, tell, onLook, context: { onPoint, onChoose, signal } }) {
  const on = (type, listener) => canvas.addEventListener(type, listener, { signal });
  let pressed = null;
  let last = null;
  const pointAgain = oncePerFrame(() => {
    if (last !== null) tell(pickAt(last.offsetX, last.offsetY), last);
  }, signal);
  on('pointermove', (event) => {
    if (event.buttons !== 0) return;
    last = event;
    pointAgain();
  });
  on('pointerleave', () => {
    last = null;
    tell(null, null);
  });
  on('pointerdown', (event) => {
    pressed = event.button === 0 ? [event.clientX, event.clientY] : null;
    last = null;
    onPoint(null, null);
  });
  on('pointerup', (event) => {
    if (pressed === null || Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > CLICK_SLACK) return;
    pressed = null;
    const pick = pickAt(event.offsetX, event.offsetY);
    if (pick !== null && pick.row > ROOT_ROW) onChoose(pick.lateral, adds(event));
  });
  on('dblclick', () => onLook('oblique'));
}

/** Return a function that does what a key stands for, and tells whether it stands for anything. */
function createKeys({ stage, pickAt, onLook, onTurn, context: { store, onChoose, onAnnounce } }) {
  const middle = () => pickAt(stage.canvas.clientWidth / 2, stage.canvas.clientHeight / 2);

  function explode(by) {
    store.set({ explode: Math.round((store.get('explode') + by) * 100) / 100 });
  }

  function move(view) {
    stage.view = view;
    store.set({ camera: view });
    onAnnounce(middle());
  }

  function chooseMiddle(event) {
    const pick = middle();
    if (pick !== null && pick.row > ROOT_ROW) onChoose(pick.lateral, adds(event));
    onAnnounce(pick);
  }

  return (event) => {
    const { key, shiftKey } = event;
    if (key in ARROWS) {
      const [x, y] = ARROWS[key];
      move(shiftKey ? pan(stage.view, x * SHIFT, y * SHIFT) : orbit(stage.view, x * TURN, y * TURN));
    } else if (key === '+' || key === '=') move(dolly(stage.view, NEARER));
    else if (key === '-') move(dolly(stage.view, 1 / NEARER));
    else if (key === 'Enter' || key === ' ') chooseMiddle(event);
    else if (event.ctrlKey || event.metaKey) return false;
    else if (key in LOOKS) onLook(LOOKS[key]);
    else if (key === 'p' || key === 'P') onTurn();
    else if (key === 'e' || key === 'E') explode(shiftKey ? -EXPLODE_STEP : EXPLODE_STEP);
    else return false;
    return true;
  };
}

function adds(event) {
  return event.ctrlKey || event.metaKey || event.shiftKey;
}
