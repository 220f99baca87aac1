/** Where a Flex component stands in its box: share, margin, gravity, offsets. */

import { style } from "./elements.js";
import { length, offset, space } from "./measures.js";

const GRAVITY = { top: "flex-start", center: "center", bottom: "flex-end" };
const FIXED = new Set(["icon", "separator"]);

/** Margin goes before its own component and wins over the box's spacing, which the first one does not get. */
export function place(drawn, component, box, index) {
  const across = box.layout !== "vertical";
  const gap = space(component.margin) ?? (index > 0 ? space(box.spacing) : undefined);
  style(drawn, {
    flex: share(component, across),
    [across ? "margin-inline-start" : "margin-top"]: gap,
    "align-self": across && box.layout === "horizontal" ? gravity(component) : undefined,
    "align-content": across ? undefined : gravity(component),
  });
  return shift(drawn, component);
}

/** In a row components share the width evenly unless told; in a column each is as tall as it needs. */
function share(component, across) {
  if (FIXED.has(component.type)) return "0 0 auto";
  if (component.type === "filler") return `${component.flex ?? 1} 1 0`;
  const own = across ? length(component.width) : length(component.height);
  const flex = Number.isInteger(component.flex) ? component.flex : across && !own ? 1 : 0;
  if (flex < 1) return "0 0 auto";
  return across ? `${flex} 1 0` : `${flex} 0 auto`;
}

function gravity(component) {
  return Object.hasOwn(GRAVITY, component.gravity ?? "") ? GRAVITY[component.gravity] : undefined;
}

function shift(drawn, component) {
  if (component.position === "absolute") drawn.classList.add("lv-absolute");
  return style(drawn, {
    top: offset(component.offsetTop),
    bottom: offset(component.offsetBottom),
    "inset-inline-start": offset(component.offsetStart),
    "inset-inline-end": offset(component.offsetEnd),
  });
}
