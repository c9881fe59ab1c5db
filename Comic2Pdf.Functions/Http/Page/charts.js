// Small charts, drawn as SVG. Each is also said as a table for who does not see it.
import { html } from "./ui.js";
import { number, t } from "./i18n.js";

const [width, height] = [360, 96];

// Bars: [{ label, value }].
export function Bars({ title, points, unit }) {
  const most = Math.max(1, ...points.map((p) => p.value));
  const step = width / points.length;
  const sum = points.reduce((s, p) => s + p.value, 0);
  return html`<figure class="card chart"><figcaption><b>${title}</b> <span class="muted">${unit(sum)}</span></figcaption>
    <svg viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${`${title}: ${unit(sum)}`} preserveAspectRatio="none">
      <line x1="0" x2=${width} y1=${height - 0.5} y2=${height - 0.5} class="axis" />
      ${points.map((p, i) => {
        const tall = Math.max(p.value > 0 ? 2 : 0, (p.value / most) * (height - 8));
        return html`<rect key=${i} x=${i * step + 1} width=${Math.max(1, step - 2)} y=${height - tall} height=${tall} class="bar-mark"><title>${p.label}: ${unit(p.value)}</title></rect>`;
      })}
    </svg>
    <div class="ends" aria-hidden="true"><span>${points[0]?.label}</span><span>${t("chart.most", { n: number(most) })}</span><span>${points.at(-1)?.label}</span></div>
  </figure>`;
}

// A line through samples: [{ at, value }].
export function Line({ title, samples, unit }) {
  if (samples.length === 1) {
    samples = [{ ...samples[0], at: samples[0].at - 1 }, samples[0]];
  }
  const most = Math.max(1, ...samples.map((s) => s.value));
  const [begin, end] = [samples[0]?.at ?? 0, samples.at(-1)?.at ?? 1];
  const x = (s) => ((s.at - begin) / Math.max(1, end - begin)) * width;
  const y = (s) => height - 4 - (s.value / most) * (height - 12);
  const path = samples.map((s, i) => `${i ? "L" : "M"}${x(s).toFixed(1)} ${y(s).toFixed(1)}`).join("");
  const now = samples.at(-1)?.value ?? 0;
  return html`<figure class="card chart"><figcaption><b>${title}</b> <span class="muted">${unit(now)}</span></figcaption>
    <svg viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${`${title}: ${unit(now)}`} preserveAspectRatio="none">
      <line x1="0" x2=${width} y1=${height - 0.5} y2=${height - 0.5} class="axis" />
      <path d=${path} class="line-mark" />
    </svg>
    <div class="ends" aria-hidden="true"><span>${t("chart.since")}</span><span>${t("chart.most", { n: number(most) })}</span><span>${t("chart.now")}</span></div>
  </figure>`;
}
