// Comfort only: every page works without this file.
"use strict";

// Folds that lie open on wide screens; style sheets do this too where browsers know ::details-content.
for (const fold of document.querySelectorAll("details[data-open-from]")) {
  const wide = window.matchMedia(`(min-width: ${fold.dataset.openFrom})`);
  const follow = () => {
    fold.open = wide.matches;
  };
  wide.addEventListener("change", follow);
  // One that the page opened stays open on a phone.
  if (!fold.open) {
    follow();
  }
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = button.dataset.copied;
  });
}

// On a phone the table of contents closes once a place is chosen.
for (const contents of document.querySelectorAll(".contents details")) {
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a") && !window.matchMedia(`(min-width: ${contents.dataset.openFrom})`).matches) {
      contents.open = false;
    }
  });
}

// The table of contents shows where the address points.
const list = document.querySelector(".contents ul");
const showPlace = () => {
  const place = [...list.querySelectorAll("a")].find((link) => link.hash === location.hash);
  list.querySelector("[aria-current]")?.removeAttribute("aria-current");
  if (place) {
    place.setAttribute("aria-current", "true");
    list.scrollTop = place.offsetTop - list.clientHeight / 2;
  }
};
if (list) {
  window.addEventListener("hashchange", showPlace);
  showPlace();
}

// A box that narrows a long list of filter values, with or without accents.
const folded = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/đ/gi, "d")
    .toLowerCase();

for (const values of document.querySelectorAll("[data-narrow]")) {
  const box = document.createElement("input");
  box.type = "search";
  box.placeholder = values.dataset.narrow;
  box.setAttribute("aria-label", values.dataset.narrow);
  const holder = document.createElement("p");
  holder.className = "facet__narrow";
  holder.append(box);
  values.querySelector("legend").after(holder);
  box.addEventListener("input", () => {
    const words = folded(box.value);
    for (const choice of values.querySelectorAll(".choice")) {
      const chosen = choice.querySelector("input").checked;
      choice.hidden = !chosen && !folded(choice.textContent).includes(words);
    }
  });
}
