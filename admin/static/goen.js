// What a page needs beyond fragments: the menu of a phone, and printing. Everything else works without scripts.
const menu = document.querySelector("[data-menu]");
const side = document.getElementById("side");

if (menu && side) {
  menu.addEventListener("click", () => {
    const isOpen = side.classList.toggle("is-open");
    menu.setAttribute("aria-expanded", String(isOpen));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !side.classList.contains("is-open")) return;
    side.classList.remove("is-open");
    menu.setAttribute("aria-expanded", "false");
    menu.focus();
  });
}

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
