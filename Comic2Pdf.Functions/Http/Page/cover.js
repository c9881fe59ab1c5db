// The first page, small. Where there is none yet, or none any more, a drawn book stands for it.
import { html, useEffect, useState } from "./ui.js";
import { Icon } from "./icons.js";
import { at, key } from "./api.js";

export function Cover({ job, width = 120 }) {
  const [isMissing, setMissing] = useState(false);
  const hasPages = job.pages.total > 0;
  // Tried again when PREP is over.
  useEffect(() => setMissing(false), [job.jobKey, hasPages]);
  return html`<span class="cover">${hasPages && !isMissing
    ? html`<img src=${at(`${key(job.jobKey)}/pages/1/thumbnail?width=${width}`)} alt="" loading="lazy" decoding="async" onError=${() => setMissing(true)} />`
    : html`<${Icon} name="book" />`}</span>`;
}
