// What a person can do with jobs, one or many.
import { ApiError, key, post, remove } from "./api.js";
import { confirm } from "./dialogs.js";
import { forget } from "./store.js";
import { isDone, isFailed, isOver } from "./query.js";
import { t } from "./i18n.js";
import { toast } from "./toasts.js";

export const actions = {
  retry: { fits: isFailed, run: (job) => post(`${key(job.jobKey)}/retry`), icon: "retry" },
  requeue: { fits: isDone, run: (job) => post(`${key(job.jobKey)}/requeue`), icon: "retry", asks: true },
  cancel: { fits: (job) => !isOver(job), run: (job) => post(`${key(job.jobKey)}/cancel`), icon: "cancel", asks: true },
  remove: {
    fits: isOver,
    icon: "remove",
    asks: true,
    isDanger: true,
    run: async (job) => {
      await remove(key(job.jobKey));
      forget(job.jobKey);
    },
  },
};

const atOnce = 4;

// Asks where there is something to lose, does it for each that it fits, and says what became of it.
export async function act(name, jobs) {
  const { fits, run, asks, isDanger } = actions[name];
  const wanted = jobs.filter(fits);
  if (wanted.length === 0) {
    return false;
  }
  const what = wanted.length === 1 ? wanted[0].inputFile : t("jobs.n", { n: wanted.length });
  if (asks && !(await confirm({ title: t(`${name}.ask`, { what }), detail: t(`${name}.detail`), action: t(name), isDanger }))) {
    return false;
  }
  const faults = [];
  const queue = [...wanted];
  const work = async () => {
    for (let job = queue.pop(); job; job = queue.pop()) {
      try {
        await run(job);
      } catch (e) {
        faults.push(`${job.inputFile}: ${e instanceof ApiError ? e.message : t("unreachable")}`);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, wanted.length) }, work));
  if (faults.length < wanted.length) {
    toast(t(`${name}.done`, { n: wanted.length - faults.length }));
  }
  faults.slice(0, 3).forEach((fault) => toast(fault, "bad"));
  return faults.length === 0;
}
