// The frame: navigation, the view that the address names, sign-in.
import { html, render, useEffect, useState } from "./ui.js";
import { get, onKeyNeeded, remove } from "./api.js";
import { Dialogs, signIn } from "./dialogs.js";
import { Drop, Uploads } from "./uploads.js";
import { Duplicates } from "./duplicates.js";
import { applyTheme } from "./preferences.js";
import { Icon } from "./icons.js";
import { Job } from "./job.js";
import { Jobs } from "./jobs.js";
import { Refused } from "./refused.js";
import { Search } from "./search.js";
import { Settings } from "./settings.js";
import { Status } from "./status.js";
import { Toasts } from "./toasts.js";
import { language, t } from "./i18n.js";
import { start, useJobs } from "./store.js";
import { useRoute } from "./route.js";
import { useWaiting } from "./waiting.js";

const views = { jobs: Jobs, job: Job, search: Search, duplicates: Duplicates, refused: Refused, status: Status, settings: Settings };

function Link({ to, current, label, badge }) {
  return html`<a href=${`#/${to}`} aria-current=${current ? "page" : undefined}>
    <${Icon} name=${to} /><span>${label}</span>
    ${badge > 0 && html`<b class="badge">${badge}<span class="hidden"> ${t("waiting")}</span></b>`}
  </a>`;
}

function Frame({ session, onSignOut }) {
  const route = useRoute();
  const { connection } = useJobs();
  const waiting = useWaiting();
  const View = views[route.view] ?? Jobs;
  const main = route.view === "job" ? "jobs" : route.view;
  useEffect(() => {
    document.documentElement.lang = language();
  });
  useEffect(() => {
    document.title = route.view === "job" ? document.title : `${t(`nav.${main}`)} · Comic2Pdf`;
    if (route.wasFollowed && route.view !== "job") {
      document.getElementById("main").focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }, [route.view, route.jobKey]);
  const links = ["jobs", ...(waiting.canSearch ? ["search"] : []), "duplicates", "refused", "status", "settings"];
  return html`
    <a class="skip" href="#main" onClick=${(e) => { e.preventDefault(); document.getElementById("main").focus(); }}>${t("skip")}</a>
    <header class="bar">
      <a class="brand" href="#/jobs"><img src="ui/icon.svg" alt="" width="28" height="28" /><span>Comic2Pdf</span></a>
      <nav aria-label=${t("nav")}>
        ${links.map((name) => html`<${Link} key=${name} to=${name} current=${main === name} label=${t(`nav.${name}`)} badge=${waiting[name] ?? 0} />`)}
      </nav>
      <span class=${`connection ${connection}`} role="status" title=${t(`connection.${connection}.long`)}>${t(`connection.${connection}`)}</span>
      ${session.signedIn && html`<button class="quiet" onClick=${onSignOut}>${t("signOut")}</button>`}
    </header>
    <main id="main" tabindex="-1"><${View} route=${route} /></main>
    <${Drop} /><${Uploads} />`;
}

function App() {
  const [session, setSession] = useState(null);
  useEffect(() => {
    onKeyNeeded(async () => {
      const isIn = await signIn(false);
      setSession(await get("session"));
      return isIn;
    });
    begin();
  }, []);
  async function begin() {
    let now = await get("session").catch(() => ({ mayRead: true, signedIn: false }));
    while (!now.mayRead) {
      await signIn(true);
      now = await get("session");
    }
    start();
    setSession(now);
  }
  async function signOut() {
    await remove("session");
    location.reload();
  }
  return html`${session && html`<${Frame} session=${session} onSignOut=${signOut} />`}<${Dialogs} /><${Toasts} />`;
}

applyTheme();
render(html`<${App} />`, document.getElementById("app"));
