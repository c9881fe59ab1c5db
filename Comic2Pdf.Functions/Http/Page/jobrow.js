// One job in the list.
import { html } from "./ui.js";
import { Cover } from "./cover.js";
import { Icon } from "./icons.js";
import { StateBadge } from "./state.js";
import { act, actions } from "./actions.js";
import { ago, bytes, dateTime, duration, pace, percent } from "./format.js";
import { isDone, isOver, isRunning } from "./query.js";
import { jobAddress } from "./route.js";
import { number, t } from "./i18n.js";
import { explain } from "./errors.js";
import { at, key } from "./api.js";

export function Progress({ job, now }) {
  const { done, total } = job.pages;
  if (!total) {
    return html`<div class="progress"></div>`;
  }
  const speed = isRunning(job) ? pace(job, now) : null;
  const shown = isDone(job) ? total : done;
  return html`<div class="progress">
    ${!isOver(job) && html`<progress max=${total} value=${shown} aria-label=${t("pagesDone")}></progress>`}
    <span>${isOver(job) ? t("pages", { n: total }) : t("pagesOf", { done: number(shown), total: number(total) })}
      ${speed && html` · ${t("speed", { speed: number(speed.perMinute, speed.perMinute < 10 ? 1 : 0) })} · ${t("left", { time: duration(speed.left) })}`}
    </span>
  </div>`;
}

export function Sizes({ job }) {
  return html`<span class="sizes" title=${t("sizes.long")}>${bytes(job.sizeBytes)}${job.pdfSizeBytes > 0 &&
    html` → ${bytes(job.pdfSizeBytes)} <span class="ratio">${percent(job.pdfSizeBytes / job.sizeBytes)}</span>`}</span>`;
}

function Trouble({ job }) {
  if (job.error && !isDone(job)) {
    const known = explain(job.error.code);
    return html`<p class="trouble"><code>${job.error.code}</code> ${known?.meaning ?? job.error.detail}</p>`;
  }
  return job.skipped > 0 && html`<p class="trouble mild">${t("skipped", { n: job.skipped })}</p>`;
}

export function JobRow({ job, index, count, top, isMarked, onToggle, now }) {
  const quick = Object.entries(actions).find(([name, a]) => name !== "remove" && name !== "requeue" && a.fits(job));
  return html`<li class=${`job ${isMarked ? "is-marked" : ""}`} data-index=${index} aria-setsize=${count} aria-posinset=${index + 1}
    style=${{ transform: `translateY(${top}px)` }}>
    <input type="checkbox" checked=${isMarked} aria-label=${t("mark", { what: job.inputFile })}
      onClick=${(e) => onToggle(job, e.shiftKey)} />
    <${Cover} job=${job} />
    <div class="what">
      <a class="name" href=${jobAddress(job.jobKey)} title=${job.inputFile}>${job.inputFile}</a>
      <div class="facts">
        <${StateBadge} job=${job} />
        ${job.folder && html`<span class="folder">${job.folder}/</span>`}
        ${job.attempt > 1 && html`<span>${t("attempt", { n: job.attempt })}</span>`}
        <${Sizes} job=${job} />
        <time datetime=${job.updatedAt} title=${dateTime(job.updatedAt)}>${ago(job.updatedAt, now)}</time>
      </div>
      <${Trouble} job=${job} />
    </div>
    <${Progress} job=${job} now=${now} />
    <div class="quick">
      ${isDone(job) && html`<a class="button" href=${at(`${key(job.jobKey)}/pdf?show=true`)} target="_blank" rel="noopener"
        aria-label=${t("openPdfOf", { what: job.inputFile })}><${Icon} name="pdf" /> PDF</a>`}
      ${quick && html`<button onClick=${() => act(quick[0], [job])} aria-label=${`${t(quick[0])}: ${job.inputFile}`}>
        <${Icon} name=${quick[1].icon} /> ${t(quick[0])}</button>`}
    </div>
  </li>`;
}
