// What codes mean and what to do. docs/errors.md is the source; French readers have a translation of it.
import { get } from "./api.js";
import { language } from "./i18n.js";
import { useEffect, useState } from "./ui.js";

let known = null;
let loading = null;

export const explain = (code) => known?.get(code);

function load() {
  loading ??= (language() === "fr" ? get("ui/errors-fr.json") : get("errors")).then(
    (rows) => (known = new Map(rows.map((r) => [r.code, r]))),
    () => (loading = null),
  );
  return loading;
}

load();

// Draws again when they have come.
export function useErrors() {
  const [, setReady] = useState(known);
  useEffect(() => {
    load().then(() => setReady(known));
  }, []);
}
