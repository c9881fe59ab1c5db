// How a job came where it is, and what its attempts wrote.
import { html, useEffect, useState } from "./ui.js";
import { dateTime, duration } from "./format.js";
import { get, key } from "./api.js";
import { t } from "./i18n.js";

function useAnswer(path, changedAt, initial) {
  const [answer, setAnswer] = useState(initial);
  useEffect(() => {
    let isCurrent = true;
    get(path).then((a) => isCurrent && setAnswer(a), () => {});
    return () => (isCurrent = false);
  }, [path, changedAt]);
  return answer;
}

export function History({ job }) {
  const steps = useAnswer(`${key(job.jobKey)}/history`, job.state + job.attempt, []);
  return html`<section class="card" aria-labelledby="history"><h2 id="history">${t("history")}</h2>
    <ol class="history">
      ${steps.map((step, i) => {
        const next = steps[i + 1];
        return html`<li key=${i} class=${step.code ? "bad" : ""}>
          <span title=${step.state}>${t(`state.${step.state}`)}${step.attempt > 1 ? ` (${step.attempt})` : ""}</span>
          ${step.code && html` <code>${step.code}</code>`}
          <span class="when"><time datetime=${step.at}>${dateTime(step.at)}</time>${next && ` · ${duration((Date.parse(next.at) - Date.parse(step.at)) / 1000)}`}</span>
        </li>`;
      })}
    </ol>
  </section>`;
}

export function Log({ job }) {
  const log = useAnswer(`${key(job.jobKey)}/log`, job.updatedAt, { prep: "", ocr: "" });
  const text = log.prep + log.ocr;
  return html`<section class="card" aria-labelledby="log"><h2 id="log">${t("log")}</h2>
    ${text ? html`<pre tabindex="0" aria-labelledby="log">${text}</pre>` : html`<p class="muted">${t("log.none")}</p>`}
  </section>`;
}
