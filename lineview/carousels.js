/** A row of cards which is swiped sideways: templates and Flex share it. */

import { make } from "./elements.js";
import { word } from "./words.js";

/** The row can be reached and scrolled by keyboard, as a region of its own. */
export function drawCards(className, cards) {
  const row = make("div", `lv-cards ${className}`, ...cards);
  row.tabIndex = 0;
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", word("cards"));
  return row;
}
