// All jobs, as rows. The first hundred are there at once, the others follow; changes come by themselves.
import { get } from "./api.js";
import { fold } from "./query.js";
import { listen } from "./live.js";
import { useEffect, useState } from "./ui.js";

const rows = new Map();
const listeners = new Set();
let state = { loaded: false, connection: "connecting", version: 0, error: null };
let total = 0;
let reloadTimer = null;
let isDue = false;

export const allJobs = () => rows;
export const findJob = (jobKey) => rows.get(jobKey);

export function useJobs() {
  const [seen, setSeen] = useState(state);
  useEffect(() => {
    listeners.add(setSeen);
    setSeen(state);
    return () => listeners.delete(setSeen);
  }, []);
  return seen;
}

// At most one drawing for each frame, however many changes come.
function change(what) {
  state = { ...state, ...what, version: state.version + 1 };
  if (!isDue) {
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      listeners.forEach((tell) => tell(state));
    });
  }
}

function put(row, isNews) {
  const known = rows.get(row.jobKey);
  if (!isNews && known && known.updatedAt > row.updatedAt) {
    return;
  }
  row.folded = known?.folded ?? fold(row.inputFile);
  rows.set(row.jobKey, row);
}

async function load() {
  const seen = new Set();
  try {
    let path = "jobs?brief=true&limit=100";
    while (path) {
      const page = await get(path);
      page.jobs.forEach((row) => {
        put(row, false);
        seen.add(row.jobKey);
      });
      change({ error: null });
      path = page.continuation && `jobs?brief=true&limit=1000&continuation=${encodeURIComponent(page.continuation)}`;
    }
    const begun = Date.now() - 60000;
    [...rows.values()].filter((r) => !seen.has(r.jobKey) && Date.parse(r.createdAt) < begun).forEach((r) => rows.delete(r.jobKey));
    change({ loaded: true });
  } catch (error) {
    change({ error });
    setTimeout(load, 5000);
  }
}

function take(batch) {
  batch.jobs.forEach((row) => put(row, true));
  batch.removed.forEach((jobKey) => rows.delete(jobKey));
  total = batch.total;
  change({});
  clearTimeout(reloadTimer);
  if (state.loaded && rows.size !== total) {
    // One was deleted while no connection was open.
    reloadTimer = setTimeout(() => rows.size !== total && load(), 2000);
  }
}

export function forget(jobKey) {
  rows.delete(jobKey);
  change({});
}

export function start() {
  listen(take, (connection) => connection !== state.connection && change({ connection }));
  load();
}
