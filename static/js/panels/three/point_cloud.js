/** The points of a feature in the 3-D view: balls of one size in the colours of the scale. */

import { SIDE_ROWS, sideOf, voxelOf } from '../../core/geometry.js';
import { ORDER } from './brain.js';
import { POINT_FRAGMENT, POINT_PICK_FRAGMENT, POINT_VERTEX } from './programs/layer_shaders.js';

/** What picking finds in blue where a point is. */
export const POINT_MARK = 255;

/** Radius of a ball, in css px. */
const RADIUS = 5;

/**
 * Return per point the row with side of the region it lies in, which it moves with when the brain is taken apart; 0
 * where there is none, or no volume yet.
 */
export function rowsOfPoints({ places, count }, volume) {
  return Uint16Array.from({ length: count }, (_, point) => {
    if (!volume) return 0;
    const { ap, dv, ml } = voxelOf(places, point);
    const row = volume.labelAt(ap, dv, ml);
    return row === 0 || sideOf(ml + 0.5) === 'right' ? row : row + SIDE_ROWS;
  });
}

/**
 * Create the points in a Brain's scenes; `update(scene, changed)` takes {points, volume} of the scene that panels are
 * updated with.
 */
export function createPoints(three, brain, unit) {
  const uniforms = { ...brain.uniforms, uRadius: { value: RADIUS }, uUnit: { value: unit } };
  const material = (fragmentShader, transparent) => new three.ShaderMaterial({
    glslVersion: three.GLSL3, vertexShader: POINT_VERTEX, fragmentShader, transparent, uniforms,
  });
  // Dots count as transparent only so that they come after the glass, which would tint them.
  const materials = [material(POINT_FRAGMENT, true), material(POINT_PICK_FRAGMENT, false)];
  let drawn = [];
  let geometry = null;

  function update({ points: layer, volume }, changed) {
    if (layer === null) clear();
    else if (geometry === null || geometry.userData.points !== layer.points || changed('volume')) place(layer, volume);
    if (layer !== null && geometry.userData.colours !== layer.colours) colour(layer.colours);
  }

  function clear() {
    for (const dots of drawn) dots.removeFromParent();
    geometry?.dispose();
    drawn = [];
    geometry = null;
  }

  function place({ points }, volume) {
    clear();
    geometry = new three.BufferGeometry();
    geometry.userData = { points, colours: null };
    const positions = new Float32Array(points.count * 3);
    for (const [n, axis] of ['ml', 'ap', 'dv'].entries()) {
      for (let point = 0; point < points.count; point++) positions[point * 3 + n] = points.places[axis][point];
    }
    geometry.setAttribute('position', new three.BufferAttribute(positions, 3));
    geometry.setAttribute('row', new three.Float32BufferAttribute(rowsOfPoints(points, volume), 1));
    drawn = materials.map((one) => new three.Points(geometry, one));
    for (const dots of drawn) Object.assign(dots, { frustumCulled: false, renderOrder: ORDER.points });
    brain.scene.add(drawn[0]);
    brain.pickScene.add(drawn[1]);
  }

  function colour(colours) {
    geometry.userData.colours = colours;
    geometry.setAttribute('tint', new three.BufferAttribute(new Uint8Array(colours.slice().buffer), 4, true));
  }

  return { update };
}
