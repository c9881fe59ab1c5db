// Rows of jobs. However many there are, only those in sight (and a few more) are elements of the page.
import { html, useEffect, useLayoutEffect, useRef, useState } from "./ui.js";
import { JobRow } from "./jobrow.js";
import { t } from "./i18n.js";
import { useNow } from "./clock.js";

const narrow = matchMedia("(max-width: 700px)");
const beyond = 6;
const height = () => (narrow.matches ? 132 : 84);

function inSight(element, count) {
  const rowHeight = height();
  const top = element ? element.getBoundingClientRect().top : 0;
  const first = Math.max(0, Math.floor(-top / rowHeight) - beyond);
  const last = Math.min(count, Math.ceil((innerHeight - top) / rowHeight) + beyond);
  return { first, last, rowHeight };
}

export function JobList({ jobs, marked, onToggle, handle }) {
  const element = useRef(null);
  const current = useRef(jobs);
  const active = useRef(-1);
  const [range, setRange] = useState({ first: 0, last: 20, rowHeight: height() });
  const now = useNow(1000);
  current.current = jobs;

  const look = () => {
    const next = inSight(element.current, current.current.length);
    setRange((r) => (r.first === next.first && r.last === next.last && r.rowHeight === next.rowHeight ? r : next));
  };
  useLayoutEffect(look, [jobs.length]);
  useEffect(() => {
    addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look);
    return () => {
      removeEventListener("scroll", look);
      removeEventListener("resize", look);
    };
  }, []);

  const focusRow = (index) => element.current?.querySelector(`[data-index="${index}"] a.name`)?.focus();

  handle.current = {
    lastMarked: handle.current?.lastMarked,
    active: () => current.current[active.current],
    move(step) {
      const index = Math.min(current.current.length - 1, Math.max(0, active.current + step));
      active.current = index;
      const top = element.current.getBoundingClientRect().top + scrollY + index * range.rowHeight;
      if (top < scrollY + 80) {
        scrollTo(0, top - 160);
      } else if (top + range.rowHeight > scrollY + innerHeight - 80) {
        scrollTo(0, top + range.rowHeight - innerHeight + 160);
      }
      look();
      // After the row has been drawn.
      requestAnimationFrame(() => requestAnimationFrame(() => focusRow(index)));
    },
  };

  const shown = jobs.slice(range.first, Math.max(range.last, range.first));
  return html`<ul ref=${element} class="jobs" aria-label=${t("nav.jobs")} style=${{ height: `${jobs.length * range.rowHeight}px` }}
    onFocusIn=${(e) => (active.current = Number(e.target.closest("[data-index]")?.dataset.index ?? -1))}>
    ${shown.map(
      (job, i) => html`<${JobRow} key=${job.jobKey} job=${job} index=${range.first + i} count=${jobs.length}
        top=${(range.first + i) * range.rowHeight} isMarked=${marked.has(job.jobKey)} onToggle=${onToggle} now=${now} />`,
    )}
  </ul>`;
}
