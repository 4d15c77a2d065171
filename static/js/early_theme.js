/** Before anything is drawn, on every page: the remembered theme. Not a module, so that it runs at once. */

try {
  const theme = JSON.parse(window.localStorage.getItem('atlasviewer.theme'));
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Without storage, or with something else in it, the theme of the system holds.
}
