/** What we do not know how to draw is said quietly; nothing around it breaks. */

import { make } from "./elements.js";
import { word } from "./words.js";

export function drawUnknown(message) {
  const kind = `${message?.template?.type ?? message?.type ?? ""}`.slice(0, 40);
  const note = make("span", "lv-unknown-note", word("unknown"), kind && ` (${kind})`);
  const words = message?.altText && make("span", "lv-unknown-words", `${message.altText}`);
  return make("div", "lv-bubble lv-unknown", words, note);
}
