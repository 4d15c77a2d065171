/** The inks of the slices, by whether the page is light or dark. */

/** Colours of lines and labels on a slice, and of regions without a value, [r, g, b]. */
export const INKS = Object.freeze({
  light: Object.freeze({
    ink: Object.freeze({
      outline: '#171a21', rim: '#171a21', selected: '#101218', hover: '#101218', missing: '#b2b6bd', fade: '#f6f7f9',
      text: '#3d434d', halo: '#ffffff', crosshair: '#1f6feb',
    }),
    neutrals: Object.freeze({ missing: [226, 228, 231], root: [208, 210, 213] }),
  }),
  dark: Object.freeze({
    ink: Object.freeze({
      outline: '#0d0f13', rim: '#c9d1d9', selected: '#ffffff', hover: '#ffffff', missing: '#8b919b', fade: '#23272e',
      text: '#d5dae1', halo: '#14171c', crosshair: '#6cb0ff',
    }),
    neutrals: Object.freeze({ missing: [54, 59, 67], root: [70, 76, 86] }),
  }),
});
