// What a person chose on this device: theme and language. "auto" is what the browser says.
const name = "comic2pdf";

function read() {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? {};
  } catch {
    return {};
  }
}

let chosen = { theme: "auto", language: "auto", ...read() };

export const preferences = () => chosen;

export function prefer(change) {
  chosen = { ...chosen, ...change };
  try {
    localStorage.setItem(name, JSON.stringify(chosen));
  } catch {
    // A browser that keeps nothing: it holds until the page is left.
  }
  applyTheme();
}

export function applyTheme() {
  const dark = chosen.theme === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : chosen.theme === "dark";
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", applyTheme);
