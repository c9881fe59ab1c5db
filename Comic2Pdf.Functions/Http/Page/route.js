// The address behind the #: /jobs, /jobs/KEY, /jobs/KEY/pages/3, /duplicates ... and what a view keeps there.
import { useEffect, useState } from "./ui.js";

let isFirst = true;

export function parse(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const parts = path.split("/").filter(Boolean).map(decodeURIComponent);
  const values = Object.fromEntries(new URLSearchParams(query));
  if (parts[0] === "jobs" && parts[1]) {
    return { view: "job", jobKey: parts[1], page: parts[2] === "pages" ? Number(parts[3]) : null, values };
  }
  return { view: parts[0] ?? "jobs", values };
}

export function useRoute() {
  const [route, setRoute] = useState(() => ({ ...parse(location.hash), wasFollowed: false }));
  useEffect(() => {
    const changed = () => {
      isFirst = false;
      setRoute({ ...parse(location.hash), wasFollowed: !isFirst });
    };
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return route;
}

export const go = (path) => (location.hash = `#/${path}`);

// Without a step in the browser's history: what is typed into a filter is no place to come back to.
export function keep(path, values) {
  const query = new URLSearchParams(Object.entries(values).filter(([, v]) => v)).toString();
  history.replaceState(null, "", `#/${path}${query ? `?${query}` : ""}`);
}

export const jobAddress = (jobKey) => `#/jobs/${encodeURIComponent(jobKey)}`;
