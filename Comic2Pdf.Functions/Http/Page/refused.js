// Files that were not taken: why, and once more.
import { html, useEffect, useState } from "./ui.js";
import { Icon } from "./icons.js";
import { bytes, dateTime } from "./format.js";
import { explain, useErrors } from "./errors.js";
import { get, post } from "./api.js";
import { refreshWaiting } from "./waiting.js";
import { t } from "./i18n.js";
import { toast } from "./toasts.js";

function Refusal({ file, onDone }) {
  const known = explain(file.code);
  async function retry() {
    try {
      await post(`rejections/${encodeURIComponent(file.id)}/retry`);
      toast(t("refused.retried", { what: file.fileName }));
    } catch (e) {
      toast(e.message, "bad");
    }
    onDone();
  }
  return html`<li class="card refusal">
    <div><h2>${file.fileName}</h2>
      <p class="muted">${bytes(file.sizeBytes)} · <time datetime=${file.rejectedAt}>${dateTime(file.rejectedAt)}</time> · <code>${file.code}</code></p>
      ${known && html`<p>${known.meaning}</p><p><b>${t("remedy")}</b> ${known.remedy}</p>`}
      <p class="detail">${file.detail}</p></div>
    <button onClick=${retry} aria-label=${`${t("retry")}: ${file.fileName}`}><${Icon} name="retry" /> ${t("retry")}</button>
  </li>`;
}

export function Refused() {
  useErrors();
  const [list, setList] = useState(null);
  const load = () => {
    refreshWaiting();
    return get("rejections").then(setList, (e) => toast(e.message, "bad"));
  };
  useEffect(() => {
    load();
    const timer = setInterval(() => document.hidden || load(), 5000);
    return () => clearInterval(timer);
  }, []);
  return html`<h1>${t("nav.refused")}</h1><p class="lead">${t("refused.lead")}</p>
    ${list === null && html`<p class="empty" aria-busy="true">${t("loading")}</p>`}
    ${list?.length === 0 && html`<p class="empty">${t("refused.none")}</p>`}
    <ul class="plain">${list?.map((file) => html`<${Refusal} key=${file.id} file=${file} onDone=${load} />`)}</ul>`;
}
