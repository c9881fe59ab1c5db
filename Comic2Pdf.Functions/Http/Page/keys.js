// Keys that do something wherever the focus is, but not while one types.
import { useEffect, useRef } from "./ui.js";

const typing = "input:not([type=checkbox]), textarea, select, [contenteditable]";

export function useKeys(keys) {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const press = (e) => {
      const run = current.current[e.key];
      if (!run || e.ctrlKey || e.metaKey || e.altKey || document.querySelector("dialog[open]:not(.viewer)")) {
        return;
      }
      if (e.target.matches?.(typing)) {
        if (e.key === "Escape") {
          e.target.blur();
        }
        return;
      }
      e.preventDefault();
      run();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
