/** Redraws a step without losing the keyboard focus. */

/**
 * Run `draw`, then put the focus back on the control of the same key, with what was typed into it. When that is
 * gone, because its problem is solved, the control that follows in the former order takes it, then `fallback`.
 *
 * A browser tells of a change when it takes a control away that is being typed into; `data-leaving` says that this is
 * none, because the typing goes on.
 *
 * @param {HTMLElement} root what `draw` fills; its controls carry `data-key`
 */
export function keepFocus(root, draw, fallback) {
  const active = document.activeElement;
  const had = root.contains(active) && active !== root;
  const key = had ? active.dataset.key : undefined;
  const typed = had && isUnsaved(active) ? { value: active.value, caret: active.selectionStart } : null;
  const order = had ? [...root.querySelectorAll('[data-key]')].map((control) => control.dataset.key) : [];
  const top = root.querySelector('[data-scrolls]')?.scrollTop ?? 0;
  if (typed !== null) active.dataset.leaving = '';
  draw();
  const scrolls = root.querySelector('[data-scrolls]');
  if (scrolls !== null) scrolls.scrollTop = top;
  if (!had || root.contains(document.activeElement)) return;
  const controls = new Map([...root.querySelectorAll('[data-key]')].map((control) => [control.dataset.key, control]));
  const next = [key, ...order.slice(order.indexOf(key) + 1)].find((one) => usable(controls.get(one)));
  const control = controls.get(next) ?? fallback;
  control?.focus({ preventScroll: true });
  if (next === key && typed !== null) restore(control, typed);
}

function usable(control) {
  return control !== undefined && !control.disabled && control.getClientRects().length > 0;
}

function isUnsaved(control) {
  return control.matches('input:not([type=checkbox], [type=radio]), textarea')
    && control.value !== control.defaultValue;
}

function restore(control, { value, caret }) {
  control.value = value;
  if (caret !== null) control.setSelectionRange(caret, caret);
}
