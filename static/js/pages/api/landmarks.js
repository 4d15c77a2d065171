/** Swagger UI for screen readers: all of it lies in landmarks, and no level of headings is left out. */

const root = document.getElementById('swagger-ui');

function mend() {
  for (const about of root.querySelectorAll('.information-container:not([role])')) {
    about.setAttribute('role', 'region');
    about.setAttribute('aria-label', 'About this API');
  }
  for (const heading of root.querySelectorAll('h3, h4, h5, h6')) {
    if (heading.hasAttribute('aria-level')) continue;
    heading.setAttribute('role', 'heading');
    heading.setAttribute('aria-level', String(Number(heading.localName[1]) - 1));
  }
}

new MutationObserver(mend).observe(root, { childList: true, subtree: true });
mend();
