/** Measures panels in the page; loaded before the page's own code by bench_panels.py. */
/* global window, document, performance, fetch, setTimeout, requestAnimationFrame */
/* global KeyboardEvent, MutationObserver, MessageChannel */

window.probe = (() => {
  const page = () => JSON.parse(document.getElementById('page').textContent);
  const median = (times) => times.sort((one, other) => one - other)[Math.floor(times.length / 2)];

  /** The file as the panel needs it: every mapping of a projection, all arrays of a mesh. */
  async function fetchAndDecode({ asset, module, decode }) {
    const { assets, atlas } = page();
    const code = await import(module);
    const started = performance.now();
    const answer = await fetch(assets[asset], { cache: 'reload' });
    const decoded = code[decode](new Uint8Array(await answer.arrayBuffer()), atlas.assets[asset]);
    for (const mapping of atlas.assets[asset].mappings ?? []) decoded.get(mapping);
    return performance.now() - started;
  }

  /** Open a panel, closing it first if it is open; from the click until its picture is on the canvas. */
  async function open({ panel, drawn }) {
    const box = document.querySelector(`[data-testid=panel-toggle-${panel}]`);
    if (box.checked) {
      box.click();
      await new Promise((resolve) => { setTimeout(resolve, 700); });
    }
    const { promise, resolve } = Promise.withResolvers();
    const look = () => document.querySelector(drawn) !== null && resolve(performance.now());
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    const started = performance.now();
    box.click();
    look();
    await promise;
    observer.disconnect();
    await settle(document.querySelector(drawn));
    const milliseconds = performance.now() - started;
    await new Promise((done) => { setTimeout(done, 700); });
    return milliseconds;
  }

  /** Wait until the GPU has drawn what it was told to. */
  async function settle(canvas) {
    const gl = canvas.getContext('webgl2');
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }

  const VERTEX = `#version 300 es
    in vec4 place;
    in vec4 normal;
    uniform float mirror;
    out vec3 colour;
    void main() {
      colour = normal.xyz * 0.5 + 0.5;
      gl_Position = vec4(mirror * place.x / 3200.0, place.y / 4500.0, place.z / 4500.0, 1.0);
    }`;
  const FRAGMENT = `#version 300 es
    precision highp float;
    in vec3 colour;
    out vec4 pixel;
    void main() { pixel = vec4(colour, 1.0); }`;

  function compile(gl) {
    const program = gl.createProgram();
    for (const [kind, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.bindAttribLocation(program, 0, 'place');
    gl.bindAttribLocation(program, 1, 'normal');
    gl.linkProgram(program);
    gl.useProgram(program);
    return gl.getUniformLocation(program, 'mirror');
  }

  function upload(gl, { positions, normals, indices }) {
    const fill = (target, data) => {
      gl.bindBuffer(target, gl.createBuffer());
      gl.bufferData(target, data, gl.STATIC_DRAW);
    };
    fill(gl.ARRAY_BUFFER, positions);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 4, gl.SHORT, false, 8, 0);
    fill(gl.ARRAY_BUFFER, normals);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribPointer(1, 4, gl.BYTE, true, 4, 0);
    fill(gl.ELEMENT_ARRAY_BUFFER, indices);
  }

  /** What a bare program needs: for all of it, and for one picture more of both halves. */
  async function floor({ asset, module, decode }) {
    const code = await import(module);
    const answer = await fetch(page().assets[asset]);
    const meshes = code[decode](new Uint8Array(await answer.arrayBuffer()));
    const found = {};
    const kinds = {
      'the first sketch, half as fine': [meshes.ranges.skin.count, 300, 180],
      'all triangles, without smooth edges': [meshes.ranges.shell.start, 600, 360],
    };
    for (const [words, [count, width, height]] of Object.entries(kinds)) {
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const started = performance.now();
      const gl = canvas.getContext('webgl2', { antialias: false });
      const mirror = compile(gl);
      upload(gl, meshes);
      gl.enable(gl.DEPTH_TEST);
      gl.enable(gl.CULL_FACE);
      const draw = () => {
        gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
        for (const side of [1, -1]) {
          gl.frontFace(side > 0 ? gl.CCW : gl.CW);
          gl.uniform1f(mirror, side);
          gl.drawElements(gl.TRIANGLES, count, gl.UNSIGNED_INT, 0);
        }
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      };
      draw();
      const thousands = Math.round((2 * count) / 3000);
      found[`${words} (${thousands} k triangles), with context and upload`] = performance.now() - started;
      const times = [];
      for (let round = 0; round < 9; round++) {
        const begun = performance.now();
        draw();
        times.push(performance.now() - begun);
      }
      found[`${words}, once more`] = median(times);
      gl.getExtension('WEBGL_lose_context').loseContext();
    }
    return found;
  }

  async function recolourTexture() {
    const code = await import('/static/js/panels/three/region_texture.js');
    const rows = 1328;
    const look = {
      table: { rgba: new Uint32Array(2655).fill(0xff102030), pattern: new Uint8Array(2655) },
      mapping: Uint16Array.from({ length: rows }, (_, row) => row), selected: new Set(), hovered: new Set(),
      glass: true, points: false, fade: [255, 255, 255], hidden: new Uint8Array(2655), remains: new Uint8Array(rows),
    };
    const bytes = new Uint8Array(64 * 64 * 4);
    const gl = document.createElement('canvas').getContext('webgl2');
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    const times = [];
    for (let round = 0; round < 60; round++) {
      const started = performance.now();
      code.writeRegionTexture(bytes, look);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 64, 64, 0, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
      gl.finish();
      times.push(performance.now() - started);
    }
    return median(times);
  }

  /** Milliseconds from one picture to the next on the turntable; the page has the 3-D view, in motion as it wants. */
  async function turning({ drawn }) {
    const canvas = document.querySelector(drawn);
    const press = () => canvas.dispatchEvent(new KeyboardEvent('keydown', { key: 'p', bubbles: true }));
    const times = [];
    const observer = new MutationObserver(() => {
      settle(canvas);
      times.push(performance.now());
    });
    observer.observe(canvas, { attributeFilter: ['data-frames'] });
    press();
    await new Promise((resolve) => { setTimeout(resolve, 4000); });
    press();
    observer.disconnect();
    return median(times.slice(2).map((time, n) => time - times[n + 1]));
  }

  /** The frame in which the map gets other colours, from its begin until after styles and painting. */
  async function frameOf(change) {
    const { promise, resolve } = Promise.withResolvers();
    requestAnimationFrame(() => {
      const started = performance.now();
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.now() - started);
      channel.port2.postMessage(null);
    });
    change();
    return promise;
  }

  async function recolourMap() {
    const svg = document.querySelector('[data-testid=panel-ontology] svg');
    const cells = [...svg.querySelectorAll('[data-lateral]')];
    const fills = () => cells.map((cell) => cell.getAttribute('fill'));
    const reverse = document.querySelector('[data-testid=reversed]');
    const frames = [];
    const before = fills();
    for (let round = 0; round < 21; round++) {
      frames.push(await frameOf(() => reverse.click()));
      await new Promise((resolve) => { setTimeout(resolve, 250); });
    }
    const changed = fills().filter((fill, n) => fill !== before[n]).length;
    return { cells: cells.length, changed, frame: median(frames) };
  }

  return { fetchAndDecode, open, floor, turning, recolourTexture, recolourMap };
})();
