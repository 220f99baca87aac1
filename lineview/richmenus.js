/** Rich menus: one picture at the foot of the talk, with places that can be tapped. */

import { make, style } from "./elements.js";
import { drawPicture, drawPlace } from "./pictures.js";
import { word } from "./words.js";

/** The menu as LINE's API holds it, with the address of its picture beside: `imageUrl`. */
export function drawRichMenu(menu, options = {}) {
  const { width = 2500, height = 1686 } = menu?.size ?? {};
  const picture = drawPicture(menu?.imageUrl, menu?.chatBarText || word("menu"));
  const places = (menu?.areas ?? []).map(({ action, bounds }) => drawPlace(action, bounds, { width, height }, options));
  const drawn = make("div", "lv-menu", picture, ...places);
  drawn.setAttribute("role", "group");
  drawn.setAttribute("aria-label", menu?.chatBarText || word("menu"));
  return style(drawn, { "aspect-ratio": `${width} / ${height}` });
}
