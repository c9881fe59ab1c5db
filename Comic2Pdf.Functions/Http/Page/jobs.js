// The list of jobs: search, filters, order, marks, and what can be done with many at once.
import { html, useEffect, useMemo, useRef, useState } from "./ui.js";
import { Icon } from "./icons.js";
import { JobList } from "./joblist.js";
import { act, actions } from "./actions.js";
import { allJobs, useJobs } from "./store.js";
import { chooseFiles } from "./uploads.js";
import { counts, filters, orders, select } from "./query.js";
import { go, keep } from "./route.js";
import { number, t } from "./i18n.js";
import { showKeys } from "./dialogs.js";
import { useKeys } from "./keys.js";

function Filters({ value, onChange, totals }) {
  return html`<div class="chips" role="group" aria-label=${t("filter")}>
    ${Object.keys(filters).map(
      (name) => html`<button key=${name} class="chip" aria-pressed=${value === name} onClick=${() => onChange(name)}>
        ${t(`filter.${name}`)} <span class="count">${number(totals[name])}</span>
      </button>`,
    )}
  </div>`;
}

function Marked({ jobs, onClear }) {
  const run = async (name) => {
    if (await act(name, jobs)) {
      onClear();
    }
  };
  return html`<div class="marked" role="region" aria-label=${t("marked")}>
    <b>${t("marked.n", { n: jobs.length })}</b>
    ${Object.entries(actions).map(([name, action]) => {
      const n = jobs.filter(action.fits).length;
      return n > 0 && html`<button key=${name} class=${action.isDanger ? "danger" : ""} onClick=${() => run(name)}>
        <${Icon} name=${action.icon} /> ${t(name)} (${number(n)})
      </button>`;
    })}
    <button class="quiet" onClick=${onClear}>${t("unmark")}</button>
  </div>`;
}

function Empty({ loaded, text, filter }) {
  if (!loaded) {
    return html`<p class="empty" aria-busy="true">${t("loading")}</p>`;
  }
  return text || filter !== "all"
    ? html`<p class="empty">${t("jobs.none")}</p>`
    : html`<div class="empty first"><${Icon} name="upload" /><h2>${t("jobs.first")}</h2><p>${t("jobs.firstHow")}</p></div>`;
}

export function Jobs({ route }) {
  const { version, loaded, error } = useJobs();
  const [query, setQuery] = useState({ filter: "all", text: "", order: "newest", ...route.values });
  const [marked, setMarked] = useState(new Set());
  const search = useRef(null);
  const list = useRef(null);
  const totals = useMemo(() => counts(allJobs()), [version]);
  const found = useMemo(() => select(allJobs(), query), [version, query]);
  const markedJobs = useMemo(() => [...marked].map((k) => allJobs().get(k)).filter(Boolean), [version, marked]);
  const change = (part) => setQuery({ ...query, ...part });

  useEffect(() => {
    const { filter, text, order } = query;
    keep("jobs", { filter: filter === "all" ? "" : filter, text, order: order === "newest" ? "" : order });
  }, [query]);

  function toggle(job, isRange) {
    const next = new Set(marked);
    const on = !next.has(job.jobKey);
    const last = list.current?.lastMarked;
    const [a, b] = [found.findIndex((j) => j.jobKey === last), found.indexOf(job)];
    const run = isRange && a >= 0 ? found.slice(Math.min(a, b), Math.max(a, b) + 1) : [job];
    run.forEach((j) => (on ? next.add(j.jobKey) : next.delete(j.jobKey)));
    if (list.current) {
      list.current.lastMarked = job.jobKey;
    }
    setMarked(next);
  }

  const isAllMarked = found.length > 0 && marked.size >= found.length && found.every((j) => marked.has(j.jobKey));
  const toggleAll = () => setMarked(isAllMarked ? new Set() : new Set(found.map((j) => j.jobKey)));

  useKeys({
    "/": () => search.current.focus(),
    j: () => list.current.move(1),
    k: () => list.current.move(-1),
    x: () => list.current.active() && toggle(list.current.active(), false),
    a: toggleAll,
    r: () => act("retry", markedJobs.length ? markedJobs : [list.current.active()].filter(Boolean)),
    u: chooseFiles,
    "?": showKeys,
    Escape: () => setMarked(new Set()),
  });

  return html`
    <div class="head">
      <h1>${t("nav.jobs")}</h1>
      <button class="main" onClick=${chooseFiles}><${Icon} name="upload" /> ${t("upload")}</button>
    </div>
    <div class="tools">
      <input ref=${search} type="search" value=${query.text} placeholder=${t("jobs.search")} aria-label=${t("jobs.search")}
        onInput=${(e) => change({ text: e.target.value })}
        onKeyDown=${(e) => e.key === "Enter" && found[0] && go(`jobs/${found[0].jobKey}`)} />
      <label class="inline">${t("order")}
        <select value=${query.order} onChange=${(e) => change({ order: e.target.value })}>
          ${Object.keys(orders).map((name) => html`<option key=${name} value=${name}>${t(`order.${name}`)}</option>`)}
        </select>
      </label>
      <${Filters} value=${query.filter} onChange=${(filter) => change({ filter })} totals=${totals} />
    </div>
    ${error && html`<p class="notice bad" role="alert">${t("unreachable")}</p>`}
    <div class="listhead">
      <label><input type="checkbox" checked=${isAllMarked} disabled=${found.length === 0} onChange=${toggleAll} /> ${t("markAll")}</label>
      <span role="status">${t("jobs.n", { n: found.length })}${loaded ? "" : "…"}</span>
      <button class="quiet wide-only" onClick=${showKeys}>${t("keys.title")}</button>
    </div>
    ${markedJobs.length > 0 && html`<${Marked} jobs=${markedJobs} onClear=${() => setMarked(new Set())} />`}
    ${found.length === 0
      ? html`<${Empty} loaded=${loaded} text=${query.text} filter=${query.filter} />`
      : html`<${JobList} jobs=${found} marked=${marked} onToggle=${toggle} handle=${list} />`}`;
}
