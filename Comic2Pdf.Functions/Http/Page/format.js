// Numbers and times for people.
import { language, number, t } from "./i18n.js";

const units = { en: ["B", "KB", "MB", "GB", "TB"], fr: ["o", "Ko", "Mo", "Go", "To"] };

export function bytes(count) {
  let unit = 0;
  while (count >= 1000 && unit < 4) {
    count /= 1024;
    unit++;
  }
  return `${number(count, count < 10 && unit > 0 ? 1 : 0)}\u00a0${units[language()][unit]}`;
}

export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) {
    return t("seconds", { n: s });
  }
  if (s < 3600) {
    return t("minutes", { n: Math.round(s / 60) });
  }
  return s < 86400 * 2 ? t("hours", { n: Math.round(s / 3600) }) : t("days", { n: Math.round(s / 86400) });
}

export const secondsSince = (iso, now = Date.now()) => (now - Date.parse(iso)) / 1000;

export const ago = (iso, now) => t("ago", { time: duration(secondsSince(iso, now)) });

export const dateTime = (iso) =>
  new Date(iso).toLocaleString(language(), { dateStyle: "medium", timeStyle: "medium" });

export const percent = (part) => `${number(part * 100)}\u00a0%`;

// Running work: pages a minute since the attempt began, and how long the rest takes at that speed.
export function pace(job, now) {
  const { done, total } = job.pages;
  if (!job.runningSince || job.stage !== "OCR" || done < 1) {
    return null;
  }
  const perSecond = done / Math.max(1, secondsSince(job.runningSince, now));
  return { perMinute: perSecond * 60, left: (total - done) / perSecond };
}
