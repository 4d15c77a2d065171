/** A brain that has been made, bound to the state: what it shows, where from, and how it is lit. */

import { parseColour } from '../../core/colour.js';
import { hoveredRows } from '../../state/hovered.js';
import { presetView } from './camera.js';
import { middleOf } from './explosion.js';
import { createOverlay } from './furniture/overlay.js';
import { listenToPointer } from './stage/pointing.js';
import { hiddenRows, kindsOf } from './shown_regions.js';
import { Stage } from './stage/stage.js';
import { createTurntable } from './stage/turntable.js';

/** Milliseconds of a first picture above which a machine counts as one without a GPU. */
export const SLOW = 120;

/** Colour of the glass, by whether the page is dark. */
const GLASS = Object.freeze({ light: [84, 94, 115], dark: [176, 190, 212] });

/** Binds what `loadBrain` returned to the state until the panel ends. */
export class BoundBrain {
  #loaded;
  #webgl;
  #context;
  #middle;
  #stage;
  #kinds;
  #overlay;
  #scene = null;

  constructor({ loaded, webgl, context }) {
    const { three, OrbitControls, screen, meshes, level } = loaded;
    const { element, store, atlas, signal } = context;
    this.#loaded = loaded;
    this.#webgl = webgl;
    this.#context = context;
    this.#kinds = kindsOf(atlas.regions);
    this.#middle = middleOf(meshes);
    this.#middle[0] += meshes.midline;
    this.#overlay = createOverlay(element, signal);
    this.#stage = new Stage({
      three, OrbitControls, screen, element, software: webgl.software, signal,
      prepare: (eye) => loaded.brain.setCut(positionsOf(store, 'clip'), eye), onResize: () => this.#showView(),
      onView: (view) => store.set({ camera: view }), onDrawn: () => this.#drawOverlay(),
    });
    Object.assign(this.#stage.canvas.dataset, { testid: 'brain-3d', level, region: '', side: '', uploads: 0 });
    this.turntable = createTurntable({ stage: this.#stage, store, signal });
    listenToPointer({
      stage: this.#stage, planes: loaded.planes, context, getScene: () => this.#scene,
      onLook: (preset) => this.look(preset), onTurn: () => this.turntable.toggle(),
    });
  }

  /** Show a first scene; return the milliseconds it took where nobody knows yet how fast this machine is, else 0. */
  begin(first) {
    const { store, signal } = this.#context;
    const on = (keys, react) => store.subscribe(keys, react, signal);
    this.#adopt(first, () => true);
    this.#reshape();
    this.#showView();
    this.#slide();
    const milliseconds = this.#showFirst();
    on(['explode', 'opacity', 'tracts', 'ventricles', 'glass'], () => this.#reshape());
    // Where nobody chose a view, all regions stay in view while they part.
    on(['explode'], () => store.get('camera') === null && !this.turntable.turning && this.#showView());
    on(['clip', 'sheets', 'explode'], () => this.#slide());
    on(['coronal', 'sagittal', 'horizontal'], () => showsSlices(store) && this.#slide());
    on(['camera'], () => this.#follow());
    on(['hovered'], () => this.#hover());
    return milliseconds;
  }

  /** Show another scene. */
  update(next) {
    const before = this.#scene;
    this.#adopt(next, (key) => next[key] !== before[key]);
    this.#recolour();
    this.#slide();
  }

  /** Look from a preset. */
  look(preset) {
    const { store } = this.#context;
    this.turntable.stop();
    const view = this.#viewOf(preset);
    store.set({ camera: preset === 'oblique' ? null : view });
    this.#showView();
  }

  /** What a saved picture is made from. */
  get subject() {
    const { store, atlas, source } = this.#context;
    return {
      ...this.#loaded, webgl: this.#webgl, store, atlas, source, scene: this.#scene, look: this.#look(),
      lines: this.#lines(), inks: this.#inks(), view: this.#stage.view, aspect: this.#stage.aspect,
      background: backgroundOf(this.#context.element),
    };
  }

  #viewOf(preset) {
    const { reach } = this.#loaded.brain;
    const explode = this.#context.store.get('explode');
    return presetView(preset, { middle: this.#middle, aspect: this.#stage.aspect, explode, reach });
  }

  #showView() {
    this.#stage.view = this.#context.store.get('camera') ?? this.#viewOf('oblique');
  }

  #follow() {
    const camera = this.#context.store.get('camera');
    if (camera === null || camera.some((part, n) => part !== this.#stage.view[n])) this.#showView();
  }

  /** Take what of the scene is the same for regions and planes. */
  #adopt(next, changed) {
    const { planes, points, cloud, brain } = this.#loaded;
    this.#scene = next;
    planes.update(next, changed, this.#context.atlas);
    points.update(next, changed);
    cloud.update(next);
    if (changed('ink')) {
      brain.setInk(this.#inks());
      this.#stage.setBackground(backgroundOf(this.#context.element));
    }
    if (changed('ink') || changed('outlines')) this.#stage.setLines(this.#lines());
  }

  #inks() {
    const { ink } = this.#scene;
    const dark = parseColour(ink.fade)[0] < 128;
    return {
      hover: parseColour(ink.hover), hatch: parseColour(ink.missing), glass: dark ? GLASS.dark : GLASS.light,
    };
  }

  #lines() {
    const { ink, outlines } = this.#scene;
    return {
      outlines, outline: parseColour(ink.outline), rim: parseColour(ink.rim), drawnAs: this.#loaded.brain.drawnAs,
    };
  }

  #look() {
    const { store, atlas } = this.#context;
    const scene = this.#scene;
    const cloud = showsCloud(scene, store);
    return {
      table: scene.table, mapping: atlas.tables[scene.mapping], parcellation: scene.mapping, selected: scene.selected,
      hovered: new Set(hoveredRows(store, atlas, scene.mapping)), glass: store.get('glass'),
      points: Boolean(scene.points) || cloud, cloud, fade: parseColour(scene.ink.fade),
      hidden: hiddenRows(this.#kinds, store),
      remains: this.#kinds.remains,
    };
  }

  #recolour() {
    const { brain } = this.#loaded;
    const reshaped = brain.setLook(this.#look());
    this.#loaded.cloud.show(showsCloud(this.#scene, this.#context.store));
    this.#stage.canvas.dataset.uploads = String(brain.uploads);
    this.#stage.invalidate({ moved: false, reshaped });
  }

  #reshape() {
    const { brain } = this.#loaded;
    const { store } = this.#context;
    brain.setExplode(store.get('explode'));
    brain.setOpacity(store.get('opacity'));
    this.#recolour();
    this.#stage.invalidate();
  }

  /** A cut shows the slice that it is made at, unless the brain is taken apart. */
  #slide() {
    const { brain, planes } = this.#loaded;
    const { store } = this.#context;
    const faces = brain.exploded ? {} : positionsOf(store, 'clip');
    planes.show({ ...faces, ...positionsOf(store, 'sheets') });
    this.#stage.invalidate();
  }

  #hover() {
    const { store, atlas } = this.#context;
    this.#loaded.planes.setHovered(hoveredRows(store, atlas, this.#scene.mapping));
    this.#recolour();
    if (showsSlices(store)) this.#slide();
  }

  #showFirst() {
    const started = performance.now();
    this.#stage.setBrain(this.#loaded.brain);
    if (this.#webgl.software || this.#webgl.fast) return 0;
    this.#stage.finish();
    const milliseconds = performance.now() - started;
    this.#webgl.fast = milliseconds <= SLOW;
    return milliseconds;
  }

  #drawOverlay() {
    const { picture, ink } = this.#scene;
    this.#overlay.draw({ ...this.#stage.size, view: this.#stage.view, picture, ink });
  }
}

/** Whether any slice cuts the brain or is shown in it. */
function showsSlices(store) {
  return store.get('clip').length + store.get('sheets').length > 0;
}

/** Whether a volume is projected: within the glass brain, and not once that is taken apart. */
export function showsCloud({ voxels }, store) {
  return Boolean(voxels) && store.get('glass') && store.get('explode') === 0;
}

/** Return plane → µm from bregma of the slices that a key lists. */
export function positionsOf(store, key) {
  return Object.fromEntries(store.get(key).map((plane) => [plane, store.get(plane)]));
}

function backgroundOf(element) {
  const [red, green, blue] = getComputedStyle(element.closest('.panel') ?? element).backgroundColor.match(/\d+/g);
  return [red, green, blue].map(Number);
}
