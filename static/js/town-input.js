// The town of a page: communes suggested as one types, by the pattern of a combobox (WAI-ARIA 1.2).
// What is chosen is written in the field, as one would write it; without this file the field is plain text.

const WAIT = 150; // milliseconds after the last key

class TownInput {
  constructor(box) {
    this.words = box.dataset;
    this.input = box.querySelector("input");
    this.list = box.querySelector("[role=listbox]");
    this.said = box.querySelector("[role=status]");
    this.communes = [];
    this.active = -1;
    this.list.id = `${this.input.id}-communes`;
    this.set({ role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id, autocomplete: "off" });
    this.close();
    this.input.addEventListener("input", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) {
        this.choose([...this.list.children].indexOf(option));
      }
    });
  }

  set(attributes) {
    for (const [name, value] of Object.entries(attributes)) {
      this.input.setAttribute(name, value);
    }
  }

  ask() {
    clearTimeout(this.timer);
    this.said.textContent = "";
    this.timer = setTimeout(() => this.answer(this.input.value), WAIT);
  }

  async answer(typed) {
    if (typed.trim().length < 2) {
      this.close();
      return;
    }
    const address = `${this.words.suggestions}?${new URLSearchParams({ q: typed })}`;
    let found;
    try {
      found = await (await fetch(address, { headers: { Accept: "application/json" } })).json();
    } catch {
      return; // no network, no session: the text stays as it is typed
    }
    if (typed === this.input.value && document.activeElement === this.input) {
      this.show(found.communes);
    }
  }

  show(communes) {
    this.communes = communes;
    this.active = -1;
    this.list.replaceChildren(...communes.map((commune, place) => this.option(commune, place)));
    this.list.hidden = communes.length === 0;
    this.set({ "aria-expanded": String(communes.length > 0) });
    this.input.removeAttribute("aria-activedescendant");
    this.said.textContent = communes.length ? this.words.found.replace("%s", communes.length) : this.words.none;
  }

  option(commune, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.textContent = commune.label;
    const [first, ...others] = commune.postcodes;
    const postcode = document.createElement("span");
    postcode.textContent = others.length ? `${first}…` : first;
    option.append(" ", postcode);
    return option;
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.set({ "aria-expanded": "false" });
    this.input.removeAttribute("aria-activedescendant");
  }

  press(event) {
    if (this.list.hidden) {
      if (event.key === "ArrowDown") {
        event.preventDefault();
        this.answer(this.input.value);
      }
      return;
    }
    const last = this.communes.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = this.active + (event.key === "ArrowDown" ? 1 : -1);
      this.move(next > last ? 0 : next < 0 ? last : next);
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault(); // the form is not sent
      this.choose(this.active);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    }
  }

  move(place) {
    this.active = place;
    for (const [at, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(at === place));
    }
    const option = this.list.children[place];
    this.set({ "aria-activedescendant": option.id });
    option.scrollIntoView({ block: "nearest" });
  }

  choose(place) {
    const commune = this.communes[place];
    this.input.value = commune.label;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    const postcode = this.input.form?.elements.postcode;
    if (postcode && !commune.postcodes.includes(postcode.value)) {
      postcode.value = commune.postcodes.length === 1 ? commune.postcodes[0] : "";
      postcode.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.close();
    const elsewhere = this.words.region && this.words.region !== commune.region;
    this.said.textContent = elsewhere ? this.words.elsewhere.replace("%s", commune.region_name) : "";
    this.said.classList.toggle("town-input__said--elsewhere", Boolean(elsewhere));
  }
}

for (const box of document.querySelectorAll("[data-town]")) {
  new TownInput(box);
}
