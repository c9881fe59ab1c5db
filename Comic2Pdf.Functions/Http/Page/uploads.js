// Files that a person drops on the page, or chooses: two at a time, each with its own progress and its own answer.
import { html, useEffect, useRef, useState } from "./ui.js";
import { Icon } from "./icons.js";
import { explain, useErrors } from "./errors.js";
import { bytes, percent } from "./format.js";
import { jobAddress } from "./route.js";
import { refreshWaiting } from "./waiting.js";
import { t } from "./i18n.js";
import { uploadSignedIn } from "./api.js";

const atOnce = 2;
let files = [];
let draw = () => {};
let choose = () => {};
let next = 1;

export const chooseFiles = () => choose();

function change(id, what) {
  files = files.map((f) => (f.id === id ? { ...f, ...what } : f));
  draw(files);
}

export function add(list) {
  const added = [...list].map((file) => ({ id: next++, file, state: "waiting", part: 0, stop: new AbortController() }));
  files = [...files, ...added];
  draw(files);
  pump();
}

async function pump() {
  const waiting = files.find((f) => f.state === "waiting");
  if (!waiting || files.filter((f) => f.state === "sending").length >= atOnce) {
    return;
  }
  change(waiting.id, { state: "sending" });
  pump();
  try {
    const answer = await uploadSignedIn(waiting.file, (part) => change(waiting.id, { part }), waiting.stop.signal);
    change(waiting.id, { state: "accepted", part: 1, jobKey: answer?.jobKey });
  } catch (e) {
    change(waiting.id, { state: e.name === "AbortError" ? "stopped" : e.status === 409 ? "duplicate" : "refused", code: e.code, message: e.message });
  }
  refreshWaiting();
  pump();
}

function Answer({ file }) {
  useErrors();
  switch (file.state) {
    case "sending":
      return html`<progress max="1" value=${file.part} aria-label=${file.file.name}></progress>
        <span>${file.part < 1 ? percent(file.part) : t("upload.taken")}</span>`;
    case "accepted":
      return html`<span class="state ok">${t("upload.accepted")}</span> <a href=${jobAddress(file.jobKey ?? "")}>${t("upload.show")}</a>`;
    case "duplicate":
      return html`<span class="state warn">${t("upload.duplicate")}</span> <a href="#/duplicates">${t("upload.decide")}</a>`;
    case "refused":
      return html`<span class="state bad">${t("upload.refused")}</span> <span>${file.code ? explain(file.code)?.meaning ?? file.message : file.message}</span>`;
    default:
      return html`<span class="muted">${t(`upload.${file.state}`)}</span>`;
  }
}

// What is under way and what became of it; at the foot of every view.
export function Uploads() {
  const [list, setList] = useState(files);
  useEffect(() => {
    draw = setList;
  }, []);
  useEffect(() => {
    const warn = (e) => files.some((f) => f.state === "sending") && e.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);
  if (list.length === 0) {
    return null;
  }
  const isBusy = list.some((f) => f.state === "sending" || f.state === "waiting");
  const clear = () => {
    files = files.filter((f) => f.state === "sending" || f.state === "waiting");
    draw(files);
  };
  return html`<section class="uploads" aria-label=${t("uploads")}>
    <header><h2>${t("uploads")}</h2>${list.length > 1 || !isBusy ? html`<button class="quiet" onClick=${clear}>${t("upload.clear")}</button>` : null}</header>
    <ul aria-live="polite">${list.map((f) => html`<li key=${f.id}>
      <span class="filename" title=${f.file.name}>${f.file.name}</span> <span class="muted">${bytes(f.file.size)}</span>
      <span class="answer"><${Answer} file=${f} /></span>
      ${(f.state === "sending" || f.state === "waiting") && html`<button class="quiet" aria-label=${`${t("cancel")}: ${f.file.name}`}
        onClick=${() => (f.state === "waiting" ? change(f.id, { state: "stopped" }) : f.stop.abort())}><${Icon} name="cancel" /></button>`}
    </li>`)}</ul>
  </section>`;
}

// The whole window takes files; a person who has no mouse chooses them.
export function Drop() {
  const [isOver, setOver] = useState(false);
  const input = useRef(null);
  useEffect(() => {
    choose = () => input.current.click();
    const hasFiles = (e) => e.dataTransfer?.types.includes("Files");
    let depth = 0;
    const on = {
      dragenter: (e) => hasFiles(e) && (depth++, setOver(true)),
      dragleave: (e) => hasFiles(e) && --depth === 0 && setOver(false),
      dragover: (e) => hasFiles(e) && e.preventDefault(),
      drop: (e) => {
        if (hasFiles(e)) {
          e.preventDefault();
          depth = 0;
          setOver(false);
          add(e.dataTransfer.files);
        }
      },
    };
    Object.entries(on).forEach(([name, run]) => addEventListener(name, run));
    return () => Object.entries(on).forEach(([name, run]) => removeEventListener(name, run));
  }, []);
  return html`
    <input ref=${input} id="files" type="file" multiple hidden aria-label=${t("upload")}
      onChange=${(e) => { add(e.target.files); e.target.value = ""; }} />
    ${isOver && html`<div class="drop"><p><${Icon} name="upload" /> ${t("upload.drop")}</p></div>`}`;
}
