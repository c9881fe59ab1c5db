// The pages of a book, small, each with what was read on it; one opens large.
import { html, useEffect, useState } from "./ui.js";
import { Viewer } from "./viewer.js";
import { at, get, key } from "./api.js";
import { go } from "./route.js";
import { isDone } from "./query.js";
import { number, t } from "./i18n.js";

const atFirst = 60;

function sayWhatWasRead(page) {
  if (!page.isRead) {
    return t("page.unread");
  }
  return page.words === 0 ? t("page.empty") : `${t("page.words", { n: page.words })} · ${number(page.confidence)}\u00a0%`;
}

function Page({ job, page, onOpen }) {
  const [isMissing, setMissing] = useState(false);
  const said = sayWhatWasRead(page);
  const ratio = page.width ? `${page.width} / ${Math.min(page.height, page.width * 3)}` : "2 / 3";
  return html`<li>
    <button class=${`page ${page.isSkipped ? "is-skipped" : ""}`} onClick=${() => onOpen(page.page)}
      aria-label=${`${t("page.n", { n: page.page })}: ${said}${page.isSkipped ? `, ${t("page.skipped")}` : ""}`}>
      <span class="picture" style=${{ aspectRatio: ratio }}>
        ${page.hasPicture && !isMissing
          ? html`<img src=${at(`${key(job.jobKey)}/pages/${page.page}/thumbnail?width=240`)} alt="" loading="lazy" decoding="async" onError=${() => setMissing(true)} />`
          : html`<span class="muted">${page.notice ?? t("page.noPicture")}</span>`}
      </span>
      <b>${page.page}</b> <span class="said">${said}</span>
      ${page.isSkipped && html`<span class="flag">${t("page.skipped")}</span>`}
    </button>
  </li>`;
}

export function Pages({ job, route }) {
  const [pages, setPages] = useState(null);
  const [shown, setShown] = useState(atFirst);
  useEffect(() => {
    let isCurrent = true;
    if (job.pages.total > 0 || isDone(job)) {
      get(`${key(job.jobKey)}/pages`).then((p) => isCurrent && setPages(p), () => isCurrent && setPages([]));
    }
    return () => (isCurrent = false);
  }, [job.jobKey, job.updatedAt]);

  const base = `jobs/${encodeURIComponent(job.jobKey)}`;
  const open = (number) => go(`${base}/pages/${number}`);
  if (job.pages.total === 0 && !pages) {
    return null;
  }
  return html`<section class="card" aria-labelledby="pages"><h2 id="pages">${t("pages.title")}</h2>
    ${pages === null && html`<p class="muted" aria-busy="true">${t("loading")}</p>`}
    ${pages?.length === 0 && html`<p class="muted">${t("pages.gone")}</p>`}
    ${pages?.length > 0 && html`<ul class="pages">${pages.slice(0, shown).map((page) => html`<${Page} key=${page.page} job=${job} page=${page} onOpen=${open} />`)}</ul>`}
    ${pages?.length > shown && html`<p><button onClick=${() => setShown(Infinity)}>${t("pages.more", { n: pages.length - shown })}</button></p>`}
    ${route.page > 0 && pages?.length > 0 && html`<${Viewer} job=${job} count=${pages.length} page=${Math.min(route.page, pages.length)} mark=${route.values.box}
      onTurn=${(number) => location.replace(`#/${base}/pages/${number}`)} onClose=${() => go(base)} />`}
  </section>`;
}
