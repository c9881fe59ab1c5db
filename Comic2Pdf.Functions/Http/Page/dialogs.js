// Questions: "are you sure", and the key. The browser's own dialog element keeps the focus inside and gives it back.
import { html, useEffect, useRef, useState } from "./ui.js";
import { post } from "./api.js";
import { t } from "./i18n.js";

let show = () => {};

// Resolves to true or false.
export const confirm = (question) => new Promise((answer) => show({ kind: "confirm", ...question, answer }));

let asking = null;

// Resolves once the person has signed in, or, when that may be put off, does not want to.
export function signIn(isRequired) {
  asking ??= new Promise((answer) => show({ kind: "key", isRequired, answer })).finally(() => (asking = null));
  return asking;
}

export const showKeys = () => show({ kind: "keys", answer: () => {} });

function useOpen() {
  const dialog = useRef(null);
  useEffect(() => {
    dialog.current.showModal();
  }, []);
  return dialog;
}

function Confirm({ title, detail, action, isDanger, close }) {
  const dialog = useOpen();
  return html`<dialog ref=${dialog} aria-labelledby="question" onCancel=${() => close(false)}>
    <h2 id="question">${title}</h2>
    ${detail && html`<p>${detail}</p>`}
    <p class="buttons">
      <button onClick=${() => close(false)} autofocus>${t("no")}</button>
      <button class=${isDanger ? "danger" : "main"} onClick=${() => close(true)}>${action}</button>
    </p>
  </dialog>`;
}

function Key({ isRequired, close }) {
  const dialog = useOpen();
  const [fault, setFault] = useState(null);
  async function submit(e) {
    e.preventDefault();
    try {
      await post("session", { key: new FormData(e.target).get("key") });
      close(true);
    } catch (problem) {
      setFault(problem.status === 401 ? t("key.wrong") : problem.message);
    }
  }
  const cancel = (e) => (isRequired ? e.preventDefault() : close(false));
  return html`<dialog ref=${dialog} aria-labelledby="sign-in" onCancel=${cancel}>
    <form onSubmit=${submit}>
      <h2 id="sign-in">${t("key.title")}</h2>
      <p>${t("key.why")}</p>
      <label>${t("key.label")}
        <input type="password" name="key" autocomplete="current-password" required autofocus aria-describedby="key-fault" />
      </label>
      <p id="key-fault" class="fault" role="alert">${fault}</p>
      <p class="buttons">
        ${!isRequired && html`<button type="button" onClick=${() => close(false)}>${t("no")}</button>`}
        <button class="main">${t("key.in")}</button>
      </p>
    </form>
  </dialog>`;
}

function Keys({ close }) {
  const dialog = useOpen();
  const rows = ["/", "j", "k", "x", "Enter", "a", "r", "u", "?", "Escape"];
  return html`<dialog ref=${dialog} aria-labelledby="keys" onCancel=${() => close()}>
    <h2 id="keys">${t("keys.title")}</h2>
    <dl class="keys">${rows.map((k) => html`<dt key=${k}><kbd>${k}</kbd></dt><dd>${t(`keys.${k}`)}</dd>`)}</dl>
    <p class="buttons"><button class="main" onClick=${() => close()} autofocus>${t("close")}</button></p>
  </dialog>`;
}

const kinds = { confirm: Confirm, key: Key, keys: Keys };

export function Dialogs() {
  const [open, setOpen] = useState(null);
  useEffect(() => {
    show = setOpen;
  }, []);
  const close = (value) => {
    setOpen(null);
    open.answer(value);
  };
  const Part = open && kinds[open.kind];
  return Part ? html`<${Part} ...${open} close=${close} />` : null;
}
