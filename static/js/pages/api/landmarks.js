/** Swagger UI for screen readers: all of it lies in landmarks, and no level of headings is left out. */

const root = document.getElementById('swagger-ui');

function mend() {
  for (const about of root.querySelectorAll('.information-container:not([role])')) {
    about.setAttribute('role', 'region');
    about.setAttribute('aria-label', 'About this API');
  }
  for (const heading of root.querySelectorAll('h3.opblock-tag:not([aria-level])')) {
    heading.setAttribute('aria-level', '2');
    heading.setAttribute('role', 'heading');
  }
}

new MutationObserver(mend).observe(root, { childList: true, subtree: true });
mend();
