/** A form that deletes can only be sent after the name is typed. */

/** Keep the button of `form` disabled until the field with `data-expected` holds exactly that. */
export function createConfirming({ element: form, signal }) {
  const field = form.querySelector('[data-expected]');
  const button = form.querySelector('button');
  const update = () => { button.disabled = field.value !== field.dataset.expected; };
  field.addEventListener('input', update, { signal });
  update();
}
