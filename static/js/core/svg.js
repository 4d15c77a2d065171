/** Making elements of drawings. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Return a new element of a drawing.
 *
 * @param {string} name tag
 * @param {Record<string, string|number>} [attributes]
 * @param {...(Node|string)} children
 */
export function draw(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value));
  element.append(...children);
  return element;
}
