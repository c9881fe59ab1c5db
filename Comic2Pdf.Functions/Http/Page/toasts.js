// Short messages that go by themselves; a screen reader speaks them.
import { html, useEffect, useState } from "./ui.js";

let list = [];
let draw = () => {};
let next = 1;

export function toast(message, kind = "ok") {
  const id = next++;
  list = [...list, { id, message, kind }];
  draw(list);
  setTimeout(() => {
    list = list.filter((m) => m.id !== id);
    draw(list);
  }, kind === "ok" ? 5000 : 12000);
}

export function Toasts() {
  const [messages, setMessages] = useState(list);
  useEffect(() => {
    draw = setMessages;
  }, []);
  return html`<div class="toasts" role="status" aria-live="polite">
    ${messages.map((m) => html`<p key=${m.id} class=${`toast ${m.kind}`}>${m.message}</p>`)}
  </div>`;
}
