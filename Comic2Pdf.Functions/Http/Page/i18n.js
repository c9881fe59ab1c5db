// Texts in the browser's language. A text with a number has two forms, one and many, as both languages need.
import en from "./en.js";
import fr from "./fr.js";
import { preferences } from "./preferences.js";

const languages = { en, fr };

export function language() {
  const chosen = preferences().language;
  if (chosen in languages) {
    return chosen;
  }
  const known = navigator.languages.map((l) => l.slice(0, 2).toLowerCase()).find((l) => l in languages);
  return known ?? "en";
}

export function t(key, values = {}) {
  const text = languages[language()][key] ?? en[key] ?? key;
  const form = Array.isArray(text) ? text[isOne(values.n) ? 0 : 1] : text;
  return form.replace(/\{(\w+)\}/g, (_, name) => (name === "n" ? number(values.n) : values[name] ?? ""));
}

export const number = (value, digits = 0) =>
  new Intl.NumberFormat(language(), { maximumFractionDigits: digits }).format(value);

// Zero is singular in French, plural in English.
const isOne = (n) => (language() === "fr" ? Math.abs(n) < 2 : n === 1);
