// Preact and htm as one module: components write html`<${Part} />` and need no build step.
import { h, render } from "./preact.js";
import htm from "./htm.js";

export { render };
export { useState, useEffect, useLayoutEffect, useMemo, useRef, useCallback } from "./hooks.js";
export const html = htm.bind(h);
