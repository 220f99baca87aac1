/** Makes the elements that every drawing is built of; text goes in as text, never as HTML. */

/** `make("p", "lv-title", "words", child, …)`: children that are null or false are left out. */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** The same for SVG, whose elements live in a namespace of their own. */
export function makeShape(tag, attributes, ...children) {
  const shape = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
  shape.append(...children);
  return shape;
}

/** Set only the styles that have a value, so that the style sheet's own stay in force. */
export function style(element, styles) {
  for (const [name, value] of Object.entries(styles)) {
    if (value !== undefined && value !== null) element.style.setProperty(name, value);
  }
  return element;
}
