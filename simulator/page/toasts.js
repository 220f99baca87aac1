/** Short words at the foot of the page, for what has no place of its own. */

import { say } from "./words.js";

const SHOWN = 4500;
let hiding;

/** As a popover it lies over the panels too. */
export function toast(words) {
  const place = document.getElementById("toast");
  place.textContent = words;
  place.hidePopover();
  place.showPopover();
  clearTimeout(hiding);
  hiding = setTimeout(() => place.hidePopover(), SHOWN);
}

/** Do it, and say so where it fails; answers whether it went well. */
export async function tried(deed) {
  try {
    await deed();
    return true;
  } catch (trouble) {
    toast(say("failed", { reason: trouble.message }));
    return false;
  }
}
