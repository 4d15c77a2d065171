/** Creates elements; text always stays text. */

import { cancelFrame, nextFrame } from './frames.js';

/**
 * Return a new element.
 *
 * @param {string} name tag
 * @param {object} [attributes] attributes; `text` is the text, `dataset` data attributes, `on` listeners;
 *   false and null leave an attribute out, true writes it empty
 * @param {...(Node|string)} children
 */
export function make(name, { text, dataset = {}, on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(attribute, value === true ? '' : String(value));
  }
  Object.assign(element.dataset, dataset);
  for (const [type, listener] of Object.entries(on)) element.addEventListener(type, listener);
  if (text !== undefined) element.textContent = text;
  element.append(...children);
  return element;
}

/** Return a function that runs `update` once in the next frame, however often it is called before. */
export function oncePerFrame(update, signal) {
  let frame = 0;
  signal?.addEventListener('abort', () => cancelFrame(frame), { once: true });
  return () => {
    if (frame !== 0 || signal?.aborted) return;
    frame = nextFrame(() => {
      frame = 0;
      update();
    });
  };
}
