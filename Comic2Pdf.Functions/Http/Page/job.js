// One job: how it is, what can be done, its pages, how it came there.
import { html, useEffect, useState } from "./ui.js";
import { Cover } from "./cover.js";
import { History, Log } from "./history.js";
import { Icon } from "./icons.js";
import { Pages } from "./pages.js";
import { Progress, Sizes } from "./jobrow.js";
import { StateBadge } from "./state.js";
import { act, actions } from "./actions.js";
import { ago, dateTime } from "./format.js";
import { at, get, key } from "./api.js";
import { explain, useErrors } from "./errors.js";
import { findJob, useJobs } from "./store.js";
import { go } from "./route.js";
import { isDone } from "./query.js";
import { number, t } from "./i18n.js";
import { useNow } from "./clock.js";

function Problem({ job }) {
  useErrors();
  if (!job.error || isDone(job)) {
    return null;
  }
  const known = explain(job.error.code);
  return html`<section class="notice bad" aria-label=${t("error")}>
    <h2><code>${job.error.code}</code></h2>
    ${known && html`<p>${known.meaning}</p><p><b>${t("remedy")}</b> ${known.remedy}</p>`}
    <p class="detail">${job.error.detail}</p>
  </section>`;
}

function Actions({ job }) {
  const pdf = at(`${key(job.jobKey)}/pdf`);
  return html`<div class="buttons">
    ${isDone(job) && html`<a class="button main" href=${`${pdf}?show=true`} target="_blank" rel="noopener"><${Icon} name="pdf" /> ${t("openPdf")}</a>
      <a class="button" href=${pdf} download>${t("download")}</a>`}
    ${Object.entries(actions).map(
      ([name, action]) => action.fits(job) && html`<button key=${name} class=${action.isDanger ? "danger" : ""}
        onClick=${async () => (await act(name, [job])) && name === "remove" && go("jobs")}><${Icon} name=${action.icon} /> ${t(name)}</button>`,
    )}
  </div>`;
}

function Facts({ full }) {
  const ocr = full?.profile?.ocr;
  const rows = full
    ? [
        [t("fact.languages"), ocr?.lang + (full.language ? ` → ${full.language}` : "")],
        [t("fact.found"), dateTime(full.createdAt)],
        [t("fact.attempts"), `PREP ${number(full.attemptPrep)}, OCR ${number(full.attemptOcr)}`],
        [t("fact.skipped"), full.skippedPages.join(", ")],
        [t("fact.pdf"), full.finalPdf],
        [t("fact.work"), full.workDir],
        [t("fact.key"), full.jobKey],
        [t("fact.tools"), ocr && Object.entries(ocr.tools).map(([name, version]) => `${name} ${version}`).join(", ")],
      ]
    : [];
  return html`<details class="card"><summary>${t("details")}</summary>
    <dl class="facts-list">${rows.filter(([, value]) => value).map(([name, value]) => html`<dt key=${name}>${name}</dt><dd>${value}</dd>`)}</dl>
  </details>`;
}

export function Job({ route }) {
  const { loaded } = useJobs();
  const now = useNow(1000);
  const [full, setFull] = useState(null);
  const [isMissing, setMissing] = useState(false);
  const job = findJob(route.jobKey) ?? (full?.jobKey === route.jobKey ? { ...full, skipped: full.skippedPages.length } : null);

  useEffect(() => {
    let isCurrent = true;
    get(key(route.jobKey)).then(
      (answer) => isCurrent && (setFull(answer), setMissing(false)),
      (e) => isCurrent && setMissing(e.status === 404),
    );
    return () => (isCurrent = false);
  }, [route.jobKey, job?.updatedAt]);
  useEffect(() => {
    document.title = `${job?.inputFile ?? t("nav.jobs")} · Comic2Pdf`;
  }, [job?.inputFile]);

  if (!job) {
    return html`<p class="empty" aria-busy=${!isMissing}>${isMissing ? t("job.gone") : t("loading")}</p>
      <p class="empty"><a href="#/jobs">${t("nav.jobs")}</a></p>`;
  }
  return html`
    <p class="crumb"><a href="#/jobs"><${Icon} name="back" /> ${t("nav.jobs")}</a></p>
    <div class="jobhead">
      <${Cover} job=${job} width=${320} />
      <div>
        <h1>${job.inputFile}</h1>
        <p class="facts"><${StateBadge} job=${job} />
          ${job.attempt > 1 && html`<span>${t("attempt", { n: job.attempt })}</span>`}
          <${Sizes} job=${job} />
          <time datetime=${job.updatedAt} title=${dateTime(job.updatedAt)}>${ago(job.updatedAt, now)}</time></p>
        <${Progress} job=${job} now=${now} />
        ${isDone(job) && job.skipped > 0 && html`<p class="notice warn">${t("skipped", { n: job.skipped })}</p>`}
        <${Actions} job=${job} />
      </div>
    </div>
    <${Problem} job=${job} />
    <${Pages} job=${job} route=${route} loaded=${loaded} />
    <div class="two">
      <${History} job=${job} />
      <${Log} job=${job} />
    </div>
    <${Facts} full=${full} />`;
}
