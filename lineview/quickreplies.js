/** Quick replies: the row of round buttons under the newest message. */

import { drawButton, labelOf } from "./actions.js";
import { make } from "./elements.js";
import { drawPicture } from "./pictures.js";
import { word } from "./words.js";

export function drawQuickReply(quickReply, options = {}) {
  const row = make("div", "lv-replies", ...(quickReply?.items ?? []).map((item) => drawReply(item, options)));
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", word("replies"));
  return row;
}

function drawReply({ action, imageUrl }, options) {
  const icon = imageUrl ? [make("span", "lv-reply-icon", drawPicture(imageUrl))] : [];
  return drawButton("lv-reply", action, options, ...icon, labelOf(action));
}
