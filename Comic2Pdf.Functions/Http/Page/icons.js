// Line icons of our own, drawn on a grid of 24.
import { html } from "./ui.js";

const paths = {
  jobs: "M4 6h16M4 12h16M4 18h10",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM20 20l-4-4",
  duplicates: "M8 8h12v12H8zM4 16V4h12",
  refused: "M12 4 21 20H3zM12 10v4M12 17v.5",
  status: "M4 20V10M10 20V4M16 20v-7M22 20H2",
  settings: "M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4",
  upload: "M12 16V5M7 10l5-5 5 5M5 20h14",
  retry: "M5 12a7 7 0 1 1 2 5M5 20v-4h4",
  cancel: "M6 6l12 12M18 6 6 18",
  remove: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  pdf: "M7 3h7l4 4v14H7zM14 3v5h4",
  back: "M14 6l-6 6 6 6",
  next: "M10 6l6 6-6 6",
  book: "M4 5h7v15H4zM13 5h7v15h-7z",
};

export const Icon = ({ name }) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
  <path d=${paths[name]} fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />
</svg>`;
