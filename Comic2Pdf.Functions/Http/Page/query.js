// Which jobs of many, and in what order.
export const isDone = (job) => job.state === "DONE";
export const isFailed = (job) => job.state === "ERROR_PREP" || job.state === "ERROR_OCR";
export const isOver = (job) => isDone(job) || isFailed(job);
export const isRunning = (job) => job.state === "PREP_RUNNING" || job.state === "OCR_RUNNING";

export const filters = {
  all: () => true,
  active: (job) => !isOver(job),
  done: isDone,
  failed: isFailed,
  skipped: (job) => job.skipped > 0,
};

// Accents and case do not matter to who looks for a name.
export const fold = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();

const collator = new Intl.Collator(undefined, { numeric: true });
const ratio = (job) => (job.sizeBytes ? job.pdfSizeBytes / job.sizeBytes : 0);
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

export const orders = {
  newest: (a, b) => byText(b.createdAt, a.createdAt) || byText(b.jobKey, a.jobKey),
  oldest: (a, b) => byText(a.createdAt, b.createdAt) || byText(a.jobKey, b.jobKey),
  changed: (a, b) => byText(b.updatedAt, a.updatedAt),
  name: (a, b) => collator.compare(a.inputFile, b.inputFile),
  state: (a, b) => byText(a.state, b.state) || byText(b.updatedAt, a.updatedAt),
  size: (a, b) => b.sizeBytes - a.sizeBytes,
  pages: (a, b) => b.pages.total - a.pages.total,
  ratio: (a, b) => ratio(b) - ratio(a),
};

export function select(jobs, { filter, text, order }) {
  const wanted = fold(text).split(/\s+/).filter(Boolean);
  const passes = filters[filter] ?? filters.all;
  const found = [];
  for (const job of jobs.values()) {
    if (passes(job) && wanted.every((w) => job.folded.includes(w) || job.jobKey.startsWith(w))) {
      found.push(job);
    }
  }
  return found.sort(orders[order] ?? orders.newest);
}

export function counts(jobs) {
  const result = { all: 0, active: 0, done: 0, failed: 0, skipped: 0 };
  for (const job of jobs.values()) {
    for (const name in result) {
      result[name] += filters[name](job) ? 1 : 0;
    }
  }
  return result;
}
