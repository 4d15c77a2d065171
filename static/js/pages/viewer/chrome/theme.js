/** Light and dark: what the system says, until the person chooses. */

import { drawNow } from '../../../core/frames.js';
import { recall, remember } from '../../../state/remembered.js';

/** Order in which the button goes through the choices. */
const CHOICES = Object.freeze(['system', 'light', 'dark']);
const TEXTS = Object.freeze({ system: 'same as system', light: 'light', dark: 'dark' });
const SIGNS = Object.freeze({ system: '◐', light: '☀', dark: '☾' });

/**
 * Create the choice of the theme on a button. `theme()` is 'light' or 'dark'; `onChange()` is called when it changes,
 * also when the page is printed and after.
 */
export function createTheme({ button, onChange, signal }) {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const paper = window.matchMedia('print');
  const remembered = recall('theme', 'system');
  let printing = false;
  let choice = CHOICES.includes(remembered) ? remembered : 'system';
  button.addEventListener('click', next, { signal });
  system.addEventListener('change', () => choice === 'system' && onChange(), { signal });
  paper.addEventListener('change', () => onChange(), { signal });
  window.addEventListener('beforeprint', () => print(true), { signal });
  window.addEventListener('afterprint', () => print(false), { signal });
  apply();

  function next() {
    choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];
    remember('theme', choice === 'system' ? null : choice);
    apply();
    onChange();
  }

  /** The browser takes the pictures right after this, without another frame. */
  function print(begins) {
    printing = begins;
    onChange();
    drawNow();
  }

  function apply() {
    const { dataset } = document.documentElement;
    if (choice === 'system') delete dataset.theme;
    else dataset.theme = choice;
    button.textContent = SIGNS[choice];
    button.setAttribute('aria-label', `Theme: ${TEXTS[choice]}`);
    button.title = `Theme: ${TEXTS[choice]}`;
  }

  /** Paper is light, whatever was chosen for the screen. */
  function theme() {
    if (printing || paper.matches) return 'light';
    if (choice !== 'system') return choice;
    return system.matches ? 'dark' : 'light';
  }

  return { theme };
}
