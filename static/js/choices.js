// Tells the site which result of a search was chosen; searching works without this file.
"use strict";

for (const list of document.querySelectorAll("[data-choices]")) {
  const report = (values) =>
    navigator.sendBeacon(
      list.dataset.choicesAddress,
      new URLSearchParams({ token: list.dataset.choices, ...values }),
    );

  // Without a position: from now on a choice would be seen.
  report({});

  const follow = (event) => {
    const hit = event.button < 2 && event.target.closest("a") && event.target.closest(".hits > li");
    if (hit) {
      report({ position: list.start + [...list.children].indexOf(hit) });
    }
  };
  list.addEventListener("click", follow);
  // The middle button, which opens another tab.
  list.addEventListener("auxclick", follow);
}
