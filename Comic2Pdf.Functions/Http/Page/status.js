// How the app is: counters, the last day, disk space, health.
import { html, useEffect, useMemo, useState } from "./ui.js";
import { Bars, Line } from "./charts.js";
import { allJobs, useJobs } from "./store.js";
import { at, get } from "./api.js";
import { bytes } from "./format.js";
import { isDone, isFailed, isOver, isRunning } from "./query.js";
import { language, number, t } from "./i18n.js";

const hour = 3600000;
const hours = 24;
const mostSamples = 720;

// The server keeps no past of these: they are noted while the page is open, whatever it shows.
const samples = { queue: [], disk: [] };

function note(list, value) {
  list.push({ at: Date.now(), value });
  if (list.length > mostSamples) {
    list.shift();
  }
}

async function sample() {
  const jobs = [...allJobs().values()];
  note(samples.queue, jobs.filter((j) => !isOver(j)).length);
  const settings = await get("settings").catch(() => null);
  if (settings) {
    note(samples.disk, settings.diskFreeBytes);
  }
}

setInterval(() => document.hidden || sample(), 15000);

const clock = (time) => new Date(time).toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit" });

// What happened in each of the last hours, as the jobs themselves say: it is there also after a restart.
function lastHours(jobs, value) {
  const end = Math.ceil(Date.now() / hour) * hour;
  const points = Array.from({ length: hours }, (_, i) => ({ label: clock(end - (hours - i) * hour), value: 0 }));
  for (const job of jobs) {
    const back = Math.floor((end - Date.parse(job.updatedAt)) / hour);
    if (isOver(job) && back >= 0 && back < hours) {
      points[hours - 1 - back].value += value(job);
    }
  }
  return points;
}

const Tile = ({ name, value, kind = "" }) => html`<div class=${`tile ${kind}`}><dt>${t(`metric.${name}`)}</dt><dd>${value}</dd></div>`;

function useHealth() {
  const [health, setHealth] = useState(null);
  useEffect(() => {
    const look = async () => {
      const answer = await fetch(at("healthz"), { headers: { accept: "application/json" } }).catch(() => null);
      setHealth(answer ? { isWell: answer.ok, said: answer.ok ? "" : (await answer.json().catch(() => ({}))).error } : { isWell: false, said: t("unreachable") });
    };
    look();
    const timer = setInterval(() => document.hidden || look(), 15000);
    return () => clearInterval(timer);
  }, []);
  return health;
}

export function Status() {
  const { version } = useJobs();
  const [metrics, setMetrics] = useState(null);
  const [, draw] = useState(0);
  const health = useHealth();
  useEffect(() => {
    const look = () => Promise.all([get("metrics").then(setMetrics, () => {}), sample()]).then(() => draw(Math.random()));
    look();
    const timer = setInterval(() => document.hidden || look(), 10000);
    return () => clearInterval(timer);
  }, []);
  const past = useMemo(() => {
    const jobs = [...allJobs().values()];
    return {
      pages: lastHours(jobs, (j) => (isDone(j) ? j.pages.total : 0)),
      done: lastHours(jobs, (j) => (isDone(j) ? 1 : 0)),
      failed: lastHours(jobs, (j) => (isFailed(j) ? 1 : 0)),
    };
  }, [version]);
  const running = [...allJobs().values()].filter(isRunning).length;
  const free = samples.disk.at(-1)?.value;
  return html`<h1>${t("nav.status")}</h1>
    ${health && html`<p class=${`notice ${health.isWell ? "good" : "bad"}`} role="status"><b>${t(health.isWell ? "health.well" : "health.ill")}</b> ${health.said}</p>`}
    ${metrics && html`<dl class="tiles">
      <${Tile} name="running" value=${number(running)} kind="busy" /><${Tile} name="queued" value=${number(metrics.queued)} />
      <${Tile} name="done" value=${number(metrics.done)} kind="ok" /><${Tile} name="error" value=${number(metrics.error)} kind=${metrics.error ? "bad" : ""} />
      ${free !== undefined && html`<${Tile} name="disk" value=${bytes(free)} />`}
      <${Tile} name="disk_error" value=${number(metrics.disk_error)} kind=${metrics.disk_error ? "bad" : ""} />
      <${Tile} name="pdf_invalid" value=${number(metrics.pdf_invalid)} kind=${metrics.pdf_invalid ? "warn" : ""} />
      <${Tile} name="rejected" value=${number(metrics.input_rejected_size + metrics.input_rejected_signature)} /></dl>`}
    <h2>${t("chart.day")}</h2><p class="muted">${t("chart.day.long")}</p>
    <div class="charts">
      <${Bars} title=${t("chart.pages")} points=${past.pages} unit=${(n) => t("pages", { n })} />
      <${Bars} title=${t("chart.done")} points=${past.done} unit=${(n) => t("jobs.n", { n })} />
      <${Bars} title=${t("chart.failed")} points=${past.failed} unit=${(n) => t("jobs.n", { n })} /></div>
    <h2>${t("chart.open")}</h2><p class="muted">${t("chart.open.long")}</p>
    <div class="charts">
      <${Line} title=${t("chart.queue")} samples=${samples.queue} unit=${(n) => t("jobs.n", { n })} />
      <${Line} title=${t("chart.disk")} samples=${samples.disk.map((s) => ({ ...s, value: s.value / 2 ** 30 }))} unit=${(n) => bytes(n * 2 ** 30)} /></div>`;
}
