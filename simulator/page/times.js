/** Times and days of a talk, as phones in Japan show them. */

import { language, say } from "./words.js";

const ZONE = "Asia/Tokyo";

export function clockTime(at) {
  return new Intl.DateTimeFormat("ja-JP", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: ZONE }).format(at);
}

/** One key a day: entries of the same day share it. */
export function dayOf(at) {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone: ZONE }).format(at);
}

export function dayName(at, now = Date.now()) {
  if (dayOf(at) === dayOf(now)) return say("today");
  if (dayOf(at) === dayOf(now - 86_400_000)) return say("yesterday");
  const parts = { month: "long", day: "numeric", weekday: "short", timeZone: ZONE };
  return new Intl.DateTimeFormat(language.current, parts).format(at);
}
