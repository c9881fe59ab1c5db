// Files whose content there is already: both beside each other, and the three decisions.
import { html, useEffect, useState } from "./ui.js";
import { Cover } from "./cover.js";
import { StateBadge } from "./state.js";
import { bytes, dateTime } from "./format.js";
import { findJob, useJobs } from "./store.js";
import { get, post } from "./api.js";
import { jobAddress } from "./route.js";
import { refreshWaiting } from "./waiting.js";
import { t } from "./i18n.js";
import { toast } from "./toasts.js";

function Duplicate({ entry, onDecided }) {
  const [isBusy, setBusy] = useState(false);
  const job = findJob(entry.jobKey);
  const known = job ?? entry.existing;
  async function decide(action) {
    setBusy(true);
    try {
      await post(`duplicates/${encodeURIComponent(entry.jobKey)}`, { action });
      toast(t(`decided.${action}`));
    } catch (e) {
      toast(e.message, "bad");
    }
    setBusy(false);
    onDecided();
  }
  return html`<li class="card duplicate">
    <div class="sides">
      <section aria-label=${t("duplicate.new")}>
        <h2>${t("duplicate.new")}</h2>
        <div class="side">
          ${job && html`<${Cover} job=${job} width=${200} />`}
          <div>${entry.files.map((f) => html`<p key=${f.path}><b>${f.fileName}</b><br /><span class="muted">${job ? `${bytes(job.sizeBytes)} · ` : ""}${t("duplicate.same")}</span></p>`)}
            ${entry.detectedAt && html`<p class="muted">${t("duplicate.came", { time: dateTime(entry.detectedAt) })}</p>`}</div>
        </div>
      </section>
      <section aria-label=${t("duplicate.known")}>
        <h2>${t("duplicate.known")}</h2>
        <div class="side">
          ${job && html`<${Cover} job=${job} width=${200} />`}
          <div><p>${known ? html`<a href=${jobAddress(entry.jobKey)}><b>${known.inputFile}</b></a>` : t("job.gone")}</p>
            ${job && html`<p><${StateBadge} job=${job} /></p><p class="muted">${bytes(job.sizeBytes)}${job.pages.total > 0 && ` · ${t("pages", { n: job.pages.total })}`}${job.pdfSizeBytes > 0 && ` · PDF ${bytes(job.pdfSizeBytes)}`}</p>`}
            ${known && html`<p class="muted">${t("duplicate.came", { time: dateTime(known.createdAt) })}</p>`}</div>
        </div>
      </section>
    </div>
    <div class="decisions">${entry.actions.map((action) => html`<div key=${action}>
      <button disabled=${isBusy} class=${action === "DISCARD" ? "danger" : ""} onClick=${() => decide(action)} aria-describedby=${`${action}-${entry.jobKey}`}>${t(`decide.${action}`)}</button>
      <p id=${`${action}-${entry.jobKey}`} class="muted">${t(`decide.${action}.long`)}</p>
    </div>`)}</div>
  </li>`;
}

export function Duplicates() {
  useJobs();
  const [list, setList] = useState(null);
  const load = () => {
    refreshWaiting();
    return get("duplicates").then(setList, (e) => toast(e.message, "bad"));
  };
  useEffect(() => {
    load();
    const timer = setInterval(() => document.hidden || load(), 5000);
    return () => clearInterval(timer);
  }, []);
  return html`<h1>${t("nav.duplicates")}</h1><p class="lead">${t("duplicates.lead")}</p>
    ${list === null && html`<p class="empty" aria-busy="true">${t("loading")}</p>`}
    ${list?.length === 0 && html`<p class="empty">${t("duplicates.none")}</p>`}
    <ul class="plain">${list?.map((entry) => html`<${Duplicate} key=${entry.jobKey} entry=${entry} onDecided=${load} />`)}</ul>`;
}
