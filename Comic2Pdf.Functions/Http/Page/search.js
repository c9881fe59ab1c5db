// Finds a line in all finished books. The server looks; a hit opens the page where it stands.
import { html, useEffect, useRef, useState } from "./ui.js";
import { Icon } from "./icons.js";
import { at, get, key } from "./api.js";
import { keep } from "./route.js";
import { t } from "./i18n.js";
import { useKeys } from "./keys.js";

const pause = 200;

function Hit({ hit }) {
  const [x, y, width, height] = hit.box;
  const address = `#/jobs/${encodeURIComponent(hit.jobKey)}/pages/${hit.page}?box=${hit.box.join(",")}`;
  return html`<li class="card found">
    <a href=${address} aria-label=${t("search.open", { page: hit.page, book: hit.book })}>
      <span class="picture"><img src=${at(`${key(hit.jobKey)}/pages/${hit.page}/thumbnail?width=240`)} alt="" loading="lazy" decoding="async" />
        <span class="hit" style=${{ left: `${x * 100}%`, top: `${y * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` }}></span></span>
    </a>
    <div><blockquote>${hit.text}</blockquote>
      <p class="muted">${hit.book} · ${t("page.n", { n: hit.page })}</p>
      <p><a href=${at(`${key(hit.jobKey)}/pdf?show=true`) + `#page=${hit.page}`} target="_blank" rel="noopener"><${Icon} name="pdf" /> ${t("search.pdf")}</a></p></div>
  </li>`;
}

export function Search({ route }) {
  const [text, setText] = useState(route.values.q ?? "");
  const [found, setFound] = useState(null);
  const [fault, setFault] = useState(null);
  const input = useRef(null);
  useKeys({ "/": () => input.current.focus() });
  useEffect(() => {
    keep("search", { q: text });
    if (!text.trim()) {
      setFound(null);
      return undefined;
    }
    let isCurrent = true;
    const timer = setTimeout(
      () =>
        get(`search?q=${encodeURIComponent(text)}`).then(
          (answer) => isCurrent && (setFound(answer), setFault(null)),
          (e) => isCurrent && setFault(e.message),
        ),
      pause,
    );
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text]);
  return html`<h1>${t("nav.search")}</h1><p class="lead">${t("search.lead")}</p>
    <div class="tools"><input ref=${input} type="search" autofocus value=${text} placeholder=${t("search.hint")} aria-label=${t("search.lead")} onInput=${(e) => setText(e.target.value)} /></div>
    <p role="status">${fault ?? (found && t("search.n", { n: found.total }))}</p>
    <ul class="plain hits">${found?.hits.map((hit) => html`<${Hit} key=${`${hit.jobKey}-${hit.page}-${hit.box.join()}`} hit=${hit} />`)}</ul>
    ${found && found.total > found.hits.length && html`<p class="muted">${t("search.more", { n: found.hits.length })}</p>`}`;
}
