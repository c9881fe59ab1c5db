// One page, large, with what was read lying on it: a frame around each balloon, coloured by how sure the reading is.
import { html, useEffect, useRef, useState } from "./ui.js";
import { Icon } from "./icons.js";
import { at, get, key } from "./api.js";
import { isDone } from "./query.js";
import { number, t } from "./i18n.js";
import { useKeys } from "./keys.js";

const sure = (confidence) => (confidence >= 85 ? "ok" : confidence >= 65 ? "warn" : "bad");

const place = ([x, y, width, height]) => ({ left: `${x * 100}%`, top: `${y * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` });

function parseBox(text) {
  const numbers = (text ?? "").split(",").map(Number);
  return numbers.length === 4 && numbers.every((n) => n >= 0 && n <= 1) ? numbers : null;
}

function Text({ blocks, active, onActive }) {
  const list = useRef(null);
  useEffect(() => {
    list.current?.querySelector(".is-active")?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return html`<ol ref=${list} class="balloons" tabindex="0" aria-label=${t("viewer.text")}>
    ${blocks.map((b, i) => html`<li key=${i} class=${active === i ? "is-active" : ""} onPointerEnter=${() => onActive(i)}>
      <span class=${`sure ${sure(b.confidence)}`} title=${t("viewer.sure")}>${number(b.confidence)}\u00a0%</span>
      <span class="words">${b.words.map((w, n) => html`<span key=${n} class=${w.confidence < 65 ? "unsure" : ""} title=${`${number(w.confidence)} %`}>${w.text} </span>`)}</span>
    </li>`)}
  </ol>`;
}

export function Viewer({ job, page, count, mark, onTurn, onClose }) {
  const dialog = useRef(null);
  const [text, setText] = useState(null);
  const [active, setActive] = useState(-1);
  const [showsText, setShowsText] = useState(true);
  const box = parseBox(mark);

  useEffect(() => {
    if (!dialog.current.open) {
      dialog.current.showModal();
    }
  }, []);
  useEffect(() => {
    let isCurrent = true;
    setActive(-1);
    get(`${key(job.jobKey)}/pages/${page}`).then((p) => isCurrent && setText(p), () => isCurrent && setText({ blocks: [], warnings: [] }));
    return () => (isCurrent = false);
  }, [job.jobKey, page, job.updatedAt]);

  const isCurrent = text?.page === page;
  const blocks = isCurrent ? text.blocks : [];
  const turn = (step) => page + step >= 1 && page + step <= count && onTurn(page + step);
  const forward = isCurrent && text.rightToLeft ? -1 : 1;
  useKeys({ ArrowRight: () => turn(forward), ArrowLeft: () => turn(-forward), t: () => setShowsText(!showsText) });

  return html`<dialog ref=${dialog} class="viewer" aria-labelledby="viewer-title" onCancel=${(e) => { e.preventDefault(); onClose(); }}>
    <header>
      <h2 id="viewer-title">${t("page.of", { page: number(page), count: number(count) })}</h2>
      <span class="buttons">
        <button onClick=${() => turn(-1)} disabled=${page === 1} aria-label=${t("viewer.back")}><${Icon} name="back" /></button>
        <button onClick=${() => turn(1)} disabled=${page === count} aria-label=${t("viewer.next")}><${Icon} name="next" /></button>
        <button aria-pressed=${showsText} onClick=${() => setShowsText(!showsText)}>${t("viewer.boxes")}</button>
        ${isDone(job) && html`<a class="button" href=${at(`${key(job.jobKey)}/pdf?show=true`) + `#page=${page}`} target="_blank" rel="noopener"><${Icon} name="pdf" /> PDF</a>`}
        <button onClick=${onClose} aria-label=${t("close")}><${Icon} name="cancel" /></button>
      </span>
    </header>
    <div class="spread">
      <div class="sheet" tabindex="0" role="group" aria-label=${t("page.n", { n: page })}>
        <div class="paper">
          <img src=${at(`${key(job.jobKey)}/pages/${page}/thumbnail?width=1200`)} alt=${t("page.n", { n: page })}
            width=${isCurrent && text.width ? text.width : undefined} height=${isCurrent && text.height ? text.height : undefined} />
          ${box && html`<span class="hit" style=${place(box)}></span>`}
          ${showsText && blocks.map((b, i) => html`<span key=${i} class=${`box ${sure(b.confidence)} ${active === i ? "is-active" : ""}`} style=${place(b.box)}
            title=${b.text} onPointerEnter=${() => setActive(i)} onClick=${() => setActive(i)}></span>`)}
        </div>
      </div>
      <aside>
        ${isCurrent && text.warnings.map((w) => html`<p key=${w.code} class="notice warn"><code>${w.code}</code> ${w.message}</p>`)}
        ${isCurrent && !text.isRead && html`<p class="muted">${t("page.unread")}</p>`}
        ${isCurrent && text.isRead && blocks.length === 0 && html`<p class="muted">${t("page.empty")}</p>`}
        ${blocks.length > 0 && html`<${Text} blocks=${blocks} active=${active} onActive=${setActive} />`}
      </aside>
    </div>
  </dialog>`;
}
