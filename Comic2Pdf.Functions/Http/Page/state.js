// A job's state as people read it; the state's own name is its tooltip.
import { html } from "./ui.js";
import { isDone, isFailed, isRunning } from "./query.js";
import { t } from "./i18n.js";

export const kindOf = (job) =>
  isDone(job) ? (job.skipped > 0 ? "warn" : "ok") : isFailed(job) ? "bad" : isRunning(job) ? "busy" : "wait";

export const StateBadge = ({ job }) => html`<span class=${`state ${kindOf(job)}`} title=${job.state}>${t(`state.${job.state}`)}</span>`;
