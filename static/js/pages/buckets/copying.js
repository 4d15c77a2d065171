/** Copies text and saves it as a file; both work where the page cannot use the clipboard. */

const SAID_MS = 1600;

/** Make every button with `data-copy` copy the text of the element of that id. */
export function createCopying({ element, signal }) {
  for (const button of element.querySelectorAll('[data-copy]')) {
    const source = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener('click', () => copyFrom(source, button), { signal });
  }
  for (const button of element.querySelectorAll('[data-save]')) {
    const source = document.getElementById(button.dataset.save);
    button.hidden = false;
    button.addEventListener('click', () => saveText(textOf(source), button.dataset.filename), { signal });
  }
}

async function copyFrom(source, button) {
  const done = await copyText(source);
  const label = button.dataset.label ?? button.textContent;
  button.dataset.label = label;
  button.textContent = done ? 'Copied' : 'Press Ctrl+C';
  setTimeout(() => { button.textContent = label; }, SAID_MS);
}

/** Copy the text of an element; without a clipboard, select it and say whether the browser copied it. */
async function copyText(source) {
  try {
    await navigator.clipboard.writeText(textOf(source));
    return true;
  } catch {
    select(source);
    return document.execCommand('copy');
  }
}

function select(source) {
  if ('select' in source) source.select();
  else getSelection().selectAllChildren(source);
}

function textOf(source) {
  return 'value' in source ? source.value : source.textContent;
}

function saveText(text, filename) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }));
  link.download = filename;
  link.click();
  URL.revokeObjectURL(link.href);
}
