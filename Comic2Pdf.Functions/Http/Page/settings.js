// The live configuration with its ranges, what was decided before the start, and what this browser prefers.
import { html, useEffect, useState } from "./ui.js";
import { get, post } from "./api.js";
import { language, t } from "./i18n.js";
import { prefer, preferences } from "./preferences.js";
import { toast } from "./toasts.js";

function Field({ entry, languages, value, onInput }) {
  const id = `setting-${entry.name}`;
  const isNumber = entry.max !== null;
  const hint = isNumber ? t("settings.range", { min: entry.min, max: entry.max }) : t("settings.languages", { list: languages.join(", ") });
  const other = String(entry.value) !== String(entry.atStart);
  return html`<div class="field">
    <label for=${id}>${t(`settings.${entry.name}`)}</label>
    <input id=${id} name=${entry.name} type=${isNumber ? "number" : "text"} min=${entry.min ?? undefined} max=${entry.max ?? undefined} required value=${value}
      pattern=${isNumber ? undefined : "[A-Za-z0-9_]+([+][A-Za-z0-9_]+)*"} spellcheck="false" aria-describedby=${`${id}-hint`} onInput=${onInput} />
    <p id=${`${id}-hint`} class="muted">${t(`settings.${entry.name}.long`)} ${hint} ${other && t("settings.atStart", { value: entry.atStart })}</p>
  </div>`;
}

function Live({ settings, languages, onSaved }) {
  const [values, setValues] = useState({});
  const [fault, setFault] = useState(null);
  const changed = settings.live.filter((s) => s.name in values && String(values[s.name]) !== String(s.value));
  async function save(e) {
    e.preventDefault();
    try {
      await post("config", Object.fromEntries(changed.map((s) => [s.name, s.max === null ? values[s.name].trim() : Number(values[s.name])])));
      setFault(null);
      setValues({});
      toast(t("settings.saved"));
      onSaved();
    } catch (problem) {
      setFault(problem.message);
    }
  }
  return html`<form class="card" onSubmit=${save} aria-labelledby="live">
    <h2 id="live">${t("settings.live")}</h2><p class="muted">${t("settings.live.long")}</p>
    <div class="fields">${settings.live.map((s) => html`<${Field} key=${s.name} entry=${s} languages=${languages} value=${values[s.name] ?? s.value}
      onInput=${(e) => setValues({ ...values, [s.name]: e.target.value })} />`)}</div>
    <p class="fault" role="alert">${fault}</p>
    <p class="buttons"><button class="main" disabled=${changed.length === 0}>${t("settings.save")}</button>
      ${changed.length > 0 && html`<button type="button" onClick=${() => setValues({})}>${t("settings.undo")}</button>`}</p>
  </form>`;
}

function Choice({ name, options, onChange }) {
  return html`<label class="inline">${t(`prefer.${name}`)}
    <select value=${preferences()[name]} onChange=${(e) => onChange({ [name]: e.target.value })}>
      ${options.map((o) => html`<option key=${o} value=${o}>${t(`prefer.${o}`)}</option>`)}
    </select></label>`;
}

export function Settings() {
  const [settings, setSettings] = useState(null);
  const [info, setInfo] = useState(null);
  const [, draw] = useState(0);
  const load = () => get("settings").then(setSettings, (e) => toast(e.message, "bad"));
  useEffect(() => {
    load();
    get("info").then(setInfo, () => {});
  }, []);
  function choose(what) {
    const before = language();
    prefer(what);
    return language() === before ? draw(Math.random()) : location.reload();
  }
  return html`<h1>${t("nav.settings")}</h1>
    ${settings && html`<${Live} settings=${settings} languages=${info?.languages ?? []} onSaved=${load} />`}
    <section class="card" aria-labelledby="here"><h2 id="here">${t("settings.here")}</h2><p class="buttons">
      <${Choice} name="theme" options=${["auto", "light", "dark"]} onChange=${choose} />
      <${Choice} name="language" options=${["auto", "en", "fr"]} onChange=${choose} /></p></section>
    ${settings && html`<section class="card" aria-labelledby="start"><h2 id="start">${t("settings.start")}</h2><p class="muted">${t("settings.start.long")}</p>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="start"><table><tbody>${Object.entries(settings.atStart).map(([name, value]) => html`<tr key=${name}><th scope="row"><code>${name}</code></th><td>${String(value)}</td></tr>`)}</tbody></table></div></section>`}
    ${info && html`<section class="card" aria-labelledby="tools"><h2 id="tools">${t("settings.tools")}</h2>
      <dl class="facts-list"><dt>Comic2Pdf</dt><dd>${info.version}</dd><dt>.NET</dt><dd>${info.dotNet}</dd>
      ${Object.entries({ ...info.tools.prep, ...info.tools.ocr }).filter(([n]) => n !== "comic2pdf").map(([n, v]) => html`<dt key=${n}>${n}</dt><dd>${v}</dd>`)}</dl></section>`}`;
}
