// The people of an item of a programme (events/admin/people.py): names are suggested as one types, and what is
// chosen becomes a ticked box. A name that nobody has is that of a new person, saved with the page.
// Without this script the text is sent as it was typed, and the server reads the same.

const SEPARATORS = /[,;\n](?![^()]*\))/;
const PAUSE = 200; // ms after the last letter
let count = 0;

const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/’/g, "'")
    .toLowerCase()
    .trim();

// « Marie Martin (maire, » is still being written.
const isOpen = (text) => text.lastIndexOf("(") > text.lastIndexOf(")");

class PeopleInput {
  constructor(element, url, words) {
    Object.assign(this, { element, url, words, found: [], active: -1 });
    this.text = element.querySelector("[data-people-text]");
    this.chosen = element.querySelector("[data-people-chosen]");
    this.name = this.text.name;
    this.text.removeAttribute("name"); // what is half typed is not saved
    this.list = document.createElement("ul");
    this.list.id = `people-${(count += 1)}`;
    this.list.className = "people-input__list";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", words.suggestions);
    this.list.hidden = true;
    this.said = document.createElement("span");
    this.said.className = "people-input__said";
    this.said.setAttribute("role", "status");
    element.append(this.list, this.said);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) {
      this.text.setAttribute(name, value);
    }
    this.text.addEventListener("input", () => this.type());
    this.text.addEventListener("keydown", (event) => this.press(event));
    this.text.addEventListener("blur", () => this.commit());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps the focus
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take([...this.list.children].indexOf(option));
    });
    this.chosen.addEventListener("change", (event) => {
      if (!event.target.checked) {
        event.target.closest("label").remove();
        this.text.focus();
        this.changed();
      }
    });
  }

  changed() {
    this.text.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async ask(typed) {
    const answer = await fetch(`${this.url}?q=${encodeURIComponent(typed)}`, {
      headers: { Accept: "application/json" },
    });
    return (await answer.json()).people;
  }

  type() {
    this.said.textContent = "";
    if (SEPARATORS.test(this.text.value) && !isOpen(this.text.value)) {
      this.commit();
      return;
    }
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.suggest(), PAUSE);
  }

  async suggest() {
    const typed = this.text.value.trim();
    if (typed.length < 2) {
      this.close();
      return;
    }
    const found = await this.ask(typed).catch(() => []);
    if (this.text.value.trim() === typed && document.activeElement === this.text) this.show(found, typed);
  }

  show(found, typed) {
    const isKnown = found.some((person) => [person.name, person.label].some((each) => fold(each) === fold(typed)));
    const news = isKnown ? [] : [{ id: typed, label: this.words.new.replace("%s", typed), text: typed }];
    this.found = [...found, ...news];
    this.list.replaceChildren(
      ...this.found.map((person, place) => {
        const option = document.createElement("li");
        option.id = `${this.list.id}-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = person.label;
        return option;
      }),
    );
    this.active = -1;
    this.text.removeAttribute("aria-activedescendant");
    this.list.hidden = false;
    this.text.setAttribute("aria-expanded", "true");
  }

  close() {
    clearTimeout(this.waiting);
    this.list.hidden = true;
    this.active = -1;
    this.text.setAttribute("aria-expanded", "false");
    this.text.removeAttribute("aria-activedescendant");
  }

  press(event) {
    const isShown = !this.list.hidden;
    if (event.key === "Enter") {
      event.preventDefault(); // it would send the form
      if (isShown && this.active >= 0) this.take(this.active);
      else this.commit();
    } else if (event.key === "Escape" && isShown) {
      event.stopPropagation();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && isShown) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.active = (this.active + step + this.found.length) % this.found.length;
      [...this.list.children].forEach((option, place) =>
        option.setAttribute("aria-selected", String(place === this.active)),
      );
      this.text.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
    } else if (event.key === "Backspace" && !this.text.value && this.chosen.lastElementChild) {
      this.chosen.lastElementChild.remove();
      this.changed();
    }
  }

  take(place) {
    const { id, label, text } = this.found[place];
    this.add(id, text ?? label, text !== undefined);
    this.text.value = "";
    this.close();
    this.changed();
  }

  // What was typed: each name is that of somebody who is known, else of a new person.
  async commit() {
    const written = this.text.value.trim();
    const typed = isOpen(written) ? `${written})` : written;
    this.close();
    if (!typed) return;
    this.text.value = "";
    const unsure = [];
    for (const name of typed.split(SEPARATORS).map((each) => each.trim())) {
      if (!name) continue;
      const people = await this.ask(name.replace(/\(.*$/, "")).catch(() => []);
      const same = people.filter((person) => [person.name, person.label].some((each) => fold(each) === fold(name)));
      const exact = same.filter((person) => fold(person.label) === fold(name));
      const [one] = exact.length === 1 ? exact : same;
      if (same.length > 1 && exact.length !== 1) {
        unsure.push(name);
        this.show(same, name);
      } else this.add(one?.id ?? name, one?.label ?? name, !one);
    }
    if (unsure.length) {
      this.text.value = unsure.join(", ");
      this.said.textContent = this.words.several.replace("%s", unsure[0]);
      this.text.focus();
    }
    this.changed();
  }

  add(value, label, isNew) {
    const there = [...this.chosen.querySelectorAll("input")].some((box) => box.value === value);
    if (there) return;
    const one = document.createElement("label");
    one.className = "people-input__one";
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", name: this.name, value, checked: true });
    box.dataset.name = label;
    const name = document.createElement("span");
    name.textContent = isNew ? `${label} · ${this.words.added}` : label;
    one.append(box, name);
    this.chosen.append(one);
  }
}

const programme = document.querySelector("[data-programme]");
const inputs = new WeakMap();

function upgrade(root) {
  for (const element of root.querySelectorAll("[data-people]")) {
    if (inputs.has(element)) continue;
    const { peopleUrl, peopleNew, peopleAdded, peopleSeveral, peopleSuggestions } = programme.dataset;
    const words = { new: peopleNew, added: peopleAdded, several: peopleSeveral, suggestions: peopleSuggestions };
    inputs.set(element, new PeopleInput(element, peopleUrl, words));
  }
}

if (programme) {
  upgrade(programme);
  programme.addEventListener("w-formset:added", (event) => upgrade(event.target));
  // What still stands in a text when the form is sent is read by the server.
  programme.closest("form").addEventListener(
    "submit",
    () => {
      for (const text of programme.querySelectorAll("[data-people-text]")) {
        if (text.value.trim()) text.name = inputs.get(text.closest("[data-people]")).name;
      }
    },
    true,
  );
}
