// Keeps the structure beside a document's text up to date while it is typed, and leads from it to the lines.
// The server reads the text (regulations/structure); without this file its last answer stays.
"use strict";

const WAIT_MS = 700;
const MARK = "§ ";

for (const panel of document.querySelectorAll("[data-structure]")) {
  const field = document.getElementById(panel.dataset.structure);
  const part = (name) => panel.querySelector(`[data-structure-part="${name}"]`);
  let timer;
  let asked;

  const say = (summary) => {
    // Said again only where it changed.
    if (part("summary").textContent !== summary) {
      part("summary").textContent = summary;
    }
  };
  // Its lines are those of the answer, so that it waits while the text is another.
  const showButton = (shown) =>
    panel.querySelector("[data-structure-marks]")?.toggleAttribute("hidden", !shown);

  const refresh = async () => {
    asked?.abort();
    asked = new AbortController();
    const body = new FormData();
    body.set("text", field.value);
    const headers = { "X-CSRFToken": field.form.elements.csrfmiddlewaretoken.value };
    try {
      const response = await fetch(panel.dataset.structureAddress, {
        method: "POST",
        body,
        headers,
        signal: asked.signal,
      });
      const { summary, problems, outline } = await response.json();
      part("problems").innerHTML = problems;
      part("outline").innerHTML = outline;
      showButton(true);
      say(summary);
    } catch (error) {
      if (error.name !== "AbortError") {
        say(panel.dataset.structureFailed);
      }
    }
  };

  const goTo = (line) => {
    const lines = field.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    // Browsers scroll to the cursor when the field is entered.
    field.blur();
    field.setSelectionRange(start, start);
    field.focus();
    field.setSelectionRange(start, start + lines[line - 1].length);
  };

  const mark = (numbers) => {
    const lines = field.value.split("\n");
    for (const number of numbers) {
      lines[number - 1] = MARK + lines[number - 1];
    }
    const { scrollTop } = field;
    field.value = lines.join("\n");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    field.scrollTop = scrollTop;
  };

  field.addEventListener("input", () => {
    showButton(false);
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT_MS);
  });
  panel.addEventListener("click", (event) => {
    const link = event.target.closest("[data-line]");
    const button = event.target.closest("[data-structure-marks]");
    if (link) {
      event.preventDefault();
      goTo(Number(link.dataset.line));
    } else if (button) {
      mark(button.dataset.structureMarks.split(" "));
    }
  });
  showButton(true);
}
