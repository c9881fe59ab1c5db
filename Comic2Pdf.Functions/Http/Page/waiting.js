// What waits for a person, for the marks in the navigation: duplicates and refused files. And whether this server can search.
import { get } from "./api.js";
import { useEffect, useState } from "./ui.js";

let known = { duplicates: 0, refused: 0, canSearch: false };
const listeners = new Set();

export async function refreshWaiting() {
  const [duplicates, refused] = await Promise.all([get("duplicates").catch(() => []), get("rejections").catch(() => [])]);
  known = { ...known, duplicates: duplicates.reduce((n, d) => n + d.files.length, 0), refused: refused.length };
  listeners.forEach((tell) => tell(known));
}

async function lookForSearch() {
  try {
    await get("search?q=comic2pdf");
    known = { ...known, canSearch: true };
  } catch (e) {
    known = { ...known, canSearch: e.status !== 404 && e.status !== 405 };
  }
  listeners.forEach((tell) => tell(known));
}

export function useWaiting() {
  const [now, setNow] = useState(known);
  useEffect(() => {
    listeners.add(setNow);
    refreshWaiting();
    lookForSearch();
    const timer = setInterval(() => document.hidden || refreshWaiting(), 15000);
    return () => {
      listeners.delete(setNow);
      clearInterval(timer);
    };
  }, []);
  return now;
}
