// Suggestions under a search field while somebody types; without this file the field is an ordinary one.
// Markup and keys follow the combobox with a listbox popup of ARIA 1.2; the field keeps the focus.
"use strict";

{
  const WAIT_MS = 120;

  const element = (name, className, attributes = {}) => {
    const made = document.createElement(name);
    made.className = className;
    for (const [attribute, value] of Object.entries(attributes)) {
      made.setAttribute(attribute, value);
    }
    return made;
  };

  // The server counts characters, JavaScript counts halves of some.
  const marked = (className, text, lang, marks) => {
    const holder = element("span", className, { lang });
    const characters = Array.from(text);
    const part = (from, to) => characters.slice(from, to).join("");
    let done = 0;
    for (const [start, end] of marks) {
      const mark = document.createElement("mark");
      mark.textContent = part(start, end);
      holder.append(part(done, start), mark);
      done = end;
    }
    holder.append(part(done));
    return holder;
  };

  class Suggest {
    constructor(field) {
      this.field = field;
      this.texts = field.dataset;
      this.list = element("div", "suggest__list", {
        id: `${field.id}-suggestions`,
        role: "listbox",
        "aria-label": this.texts.suggestLabel,
      });
      this.list.hidden = true;
      this.status = element("div", "visually-hidden", { role: "status" });
      this.options = [];
      this.active = -1;
      this.asked = "";
      field.parentElement.append(this.list, this.status);
      this.prepareField();
      this.listen();
    }

    prepareField() {
      // A field of type "search" must not be a combobox.
      this.field.type = "text";
      const attributes = {
        role: "combobox",
        "aria-autocomplete": "list",
        "aria-controls": this.list.id,
        "aria-expanded": "false",
        enterkeyhint: "search",
        spellcheck: "false",
      };
      for (const [name, value] of Object.entries(attributes)) {
        this.field.setAttribute(name, value);
      }
    }

    listen() {
      // Phones compose every Vietnamese word as a whole, so what is being composed counts as typed.
      this.field.addEventListener("input", () => this.ask(WAIT_MS));
      this.field.addEventListener("keydown", (event) => this.press(event));
      this.field.addEventListener("blur", () => this.leave());
      this.field.form?.addEventListener("submit", () => this.leave());
      // The focus stays in the field, so that a click on the list does not close it first.
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      window.addEventListener("pagehide", () => this.leave());
    }

    // Whatever was asked for before is no longer wanted.
    ask(wait) {
      this.forget();
      const text = this.field.value;
      if (!text.trim()) {
        this.close();
        return;
      }
      this.waiting = setTimeout(() => this.fetch(text), wait);
    }

    forget() {
      clearTimeout(this.waiting);
      this.request?.abort();
    }

    leave() {
      this.forget();
      this.close();
    }

    async fetch(text) {
      this.request = new AbortController();
      const { signal } = this.request;
      try {
        const address = `${this.texts.suggest}?q=${encodeURIComponent(text)}`;
        const response = await fetch(address, { signal, headers: { Accept: "application/json" } });
        const { suggestions } = response.ok ? await response.json() : { suggestions: [] };
        if (!signal.aborted) {
          this.show(suggestions);
        }
      } catch {
        // Given up, or the network is away: there is nothing to suggest then.
        if (!signal.aborted) {
          this.close();
        }
      }
    }

    show(suggestions) {
      this.choose(-1);
      this.options = suggestions.map((suggestion, place) => this.option(suggestion, place));
      const groups = new Map();
      suggestions.forEach(({ kind, label }, place) => {
        if (!groups.has(kind)) {
          groups.set(kind, this.group(kind, label));
        }
        groups.get(kind).append(this.options[place]);
      });
      this.list.replaceChildren(...groups.values());
      this.list.scrollTop = 0;
      const { suggestNone, suggestOne, suggestMany } = this.texts;
      const count = suggestions.length;
      const words = count === 0 ? suggestNone : count === 1 ? suggestOne : suggestMany;
      this.status.textContent = words.replace("{count}", count);
      this.open(count > 0);
    }

    group(kind, label) {
      const heading = element("div", "suggest__kind", { id: `${this.list.id}-${kind}`, role: "presentation" });
      heading.textContent = label;
      const group = element("div", "suggest__group", { role: "group", "aria-labelledby": heading.id });
      group.append(heading);
      return group;
    }

    option({ text, lang, marks, detail, detail_lang: detailLang, detail_marks: detailMarks, url }, place) {
      const option = element("a", "suggest__option", {
        id: `${this.list.id}-${place}`,
        role: "option",
        "aria-selected": "false",
        href: url,
        tabindex: "-1",
      });
      option.append(marked("suggest__text", text, lang, marks));
      if (detail) {
        option.append(" ", marked("suggest__detail", detail, detailLang, detailMarks));
      }
      return option;
    }

    open(shown) {
      // On a phone the keyboard takes half of the screen.
      const height = window.visualViewport?.height ?? window.innerHeight;
      const room = height - this.field.getBoundingClientRect().bottom;
      this.list.style.setProperty("--room", `${Math.round(room)}px`);
      this.list.hidden = !shown;
      this.field.setAttribute("aria-expanded", String(shown));
    }

    close() {
      this.choose(-1);
      this.open(false);
      this.status.textContent = "";
    }

    choose(place) {
      this.options[this.active]?.setAttribute("aria-selected", "false");
      this.active = place;
      const option = this.options[place];
      if (!option) {
        this.field.removeAttribute("aria-activedescendant");
        return;
      }
      option.setAttribute("aria-selected", "true");
      this.field.setAttribute("aria-activedescendant", option.id);
      const first = place === 0 ? option.parentElement.firstElementChild : option;
      first.scrollIntoView({ block: "nearest" });
      option.scrollIntoView({ block: "nearest" });
    }

    press(event) {
      // While an input method composes, the keys are its own.
      if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) {
        return;
      }
      const move = this.list.hidden ? this.whenClosed(event) : this.whenOpen(event);
      if (move) {
        event.preventDefault();
        move();
      }
    }

    whenClosed({ key }) {
      return key === "ArrowDown" && this.field.value.trim() ? () => this.ask(0) : null;
    }

    whenOpen({ key }) {
      const last = this.options.length - 1;
      const chosen = this.active >= 0;
      switch (key) {
        case "ArrowDown":
          return () => this.choose(this.active < last ? this.active + 1 : -1);
        case "ArrowUp":
          return () => this.choose(chosen ? this.active - 1 : last);
        case "Home":
          return chosen && (() => this.choose(0));
        case "End":
          return chosen && (() => this.choose(last));
        case "Enter":
          return chosen && (() => this.options[this.active].click());
        case "Escape":
          return () => this.leave();
        case "ArrowLeft":
        case "ArrowRight":
          this.choose(-1);
          return null;
        default:
          return null;
      }
    }
  }

  for (const field of document.querySelectorAll("input[data-suggest]")) {
    new Suggest(field);
  }
}
