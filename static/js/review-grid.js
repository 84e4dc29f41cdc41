// The grid of a review: levels by digits, rows by arrows, totals as one types, and a draft that saves itself.
// Without this file the grid is a plain form.

const form = document.getElementById("review-grid");
const rows = [...form.querySelectorAll("[data-measure]")];
const state = document.getElementById("grid-state");
const conflict = form.querySelector(".review-grid__conflict");
const words = form.dataset;

const PAUSE = 1000; // ms after the last change
const LONGEST_WAIT = 30000; // ms between two attempts on a line that is cut

// --- Totals ---------------------------------------------------------------------------------------

const totals = [...form.querySelectorAll("[data-level]")];
const difference = document.getElementById("difference");

function count() {
  const chosen = [...form.querySelectorAll("[data-digit]:checked")].map((radio) => radio.value);
  const any = chosen.some(Boolean);
  let differs = false;
  let published = false;
  for (const total of totals) {
    const given = chosen.filter((level) => level === total.dataset.level).length;
    total.querySelector("[data-given]").textContent = given;
    const other = any && total.dataset.published !== "" && Number(total.dataset.published) !== given;
    total.classList.toggle("differs", other);
    differs ||= other;
    published ||= total.dataset.published !== "";
  }
  if (difference) {
    difference.textContent = differs ? words.differs : any && published ? words.agrees : "";
    difference.classList.toggle("differs", differs);
  }
}

// --- Keys -----------------------------------------------------------------------------------------

function fieldIn(row, from) {
  if (from.matches("textarea")) {
    return row.querySelector("textarea");
  }
  return row.querySelector("[data-digit]:checked") ?? row.querySelector("[data-digit]");
}

function atEdge(area, down) {
  return down ? area.selectionEnd === area.value.length : area.selectionStart === 0;
}

form.addEventListener("keydown", (event) => {
  const row = event.target.closest("[data-measure]");
  if (!row || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  const isLevel = event.target.matches("[data-digit]");
  const isComment = event.target.matches("textarea");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const down = event.key === "ArrowDown";
    if (!isLevel && !(isComment && atEdge(event.target, down))) {
      return;
    }
    event.preventDefault(); // a radio would take the next level
    const next = rows[rows.indexOf(row) + (down ? 1 : -1)];
    if (next) {
      fieldIn(next, event.target).focus();
    }
  } else if (isLevel && /^[0-9]$/.test(event.key)) {
    const radio = row.querySelector(`[data-digit="${event.key}"]`);
    if (radio) {
      event.preventDefault();
      radio.checked = true;
      radio.focus();
      radio.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
});

// --- Sources --------------------------------------------------------------------------------------

function countSources(row) {
  const ticked = row.querySelectorAll("[data-offered] input:checked").length;
  row.querySelector("[data-count]").textContent = ticked ? `(${ticked})` : "";
}

function offer(row, source, ticked) {
  let box = row.querySelector(`[data-offered] input[value="${source.id}"]`);
  if (!box) {
    const label = document.createElement("label");
    box = document.createElement("input");
    box.type = "checkbox";
    box.name = `mesure-${row.dataset.measure}-sources`;
    box.value = source.id;
    const name = document.createElement("span");
    name.textContent = source.name;
    label.append(box, name);
    row.querySelector("[data-offered]").append(label);
    row.querySelector("[data-none]")?.remove();
  }
  if (ticked && !box.checked) {
    box.checked = true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return box;
}

async function search(row, typed) {
  const list = row.querySelector("[data-found]");
  if (typed.trim().length < 2) {
    list.replaceChildren();
    return;
  }
  const answer = await fetch(`${words.sources}?q=${encodeURIComponent(typed)}`);
  const { sources } = await answer.json();
  const items = sources.map((source) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.textContent = source.name;
    button.addEventListener("click", () => {
      list.replaceChildren();
      row.querySelector("[type=search]").value = "";
      offer(row, source, true).focus();
    });
    item.append(button);
    return item;
  });
  if (!items.length) {
    const none = document.createElement("li");
    none.textContent = words.nothingFound;
    items.push(none);
  }
  list.replaceChildren(...items);
}

for (const row of rows) {
  countSources(row);
  const field = row.querySelector("[type=search]");
  field.closest("label").hidden = false;
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => search(row, field.value).catch(() => {}), 250);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      row.querySelector("[data-found] button")?.click();
    }
  });
}

form.querySelector("[name=action-cite]")?.addEventListener("click", (event) => {
  event.preventDefault();
  const select = document.getElementById("cite");
  const source = { id: select.value, name: select.selectedOptions[0].textContent };
  for (const row of rows) {
    if (row.querySelector("[data-digit]:checked")?.value) {
      offer(row, source, true);
    }
  }
});

// --- The draft ------------------------------------------------------------------------------------

let changes = 0; // raised at each change
let saved = 0; // the last that is on the server
let underWay = null; // the promise of the save that is being sent
let timer;
let wait = PAUSE;
let stopped = false; // a conflict waits for the person's answer
let leaving = false;

const isDirty = () => changes !== saved;

function say(sentence, isFault = false) {
  state.textContent = sentence;
  state.classList.toggle("is-fault", isFault);
}

function plan(delay) {
  clearTimeout(timer);
  if (!stopped) {
    timer = setTimeout(save, delay);
  }
}

function showErrors(errors) {
  for (const old of form.querySelectorAll("[data-for]")) {
    old.remove();
  }
  for (const [name, sentences] of Object.entries(errors)) {
    const row = form.querySelector(`[name="${name}"]`)?.closest("[data-measure]");
    const sentence = document.createElement("p");
    sentence.className = "error-message";
    sentence.dataset.for = name;
    sentence.textContent = sentences.join(" ");
    row?.append(sentence);
  }
}

async function freshToken() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const token = page.querySelector("#review-grid [name=csrfmiddlewaretoken]");
  if (token) {
    form.elements.csrfmiddlewaretoken.value = token.value;
  }
}

async function send() {
  const sent = changes;
  let answer;
  try {
    answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new FormData(form),
    });
  } catch {
    return retry(words.cut);
  }
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (!isJson) {
    if (answer.status === 403 || answer.redirected) {
      await freshToken().catch(() => {});
      return retry(words.closed);
    }
    return retry(words.cut);
  }
  const said = await answer.json();
  if (answer.status === 409) {
    stopped = true;
    conflict.dataset.version = said.version;
    conflict.hidden = false;
    return say(said.sentence, true);
  }
  if (answer.status === 422) {
    showErrors(said.errors);
    return say(words.wrong, true);
  }
  if (!answer.ok) {
    return retry(words.cut);
  }
  showErrors({});
  saved = sent;
  wait = PAUSE;
  form.elements.version.value = said.version;
  form.elements.overwrite.value = said.overwrite ?? "";
  form.querySelector("[data-preview]").href = said.preview;
  if (isDirty()) {
    plan(PAUSE);
  } else {
    say(said.said);
  }
}

function retry(sentence) {
  say(sentence, true);
  wait = Math.min(wait * 2, LONGEST_WAIT);
  plan(wait);
}

async function save() {
  clearTimeout(timer);
  if (underWay) {
    await underWay;
  }
  if (!isDirty() || stopped) {
    return;
  }
  say(words.saving);
  underWay = send();
  await underWay;
  underWay = null;
}

form.addEventListener("input", (event) => {
  if (event.target.name && event.target.id !== "cite" && event.target.type !== "radio") {
    touched();
  }
});
form.addEventListener("change", (event) => {
  const row = event.target.closest("[data-measure]");
  if (event.target.type === "checkbox" && row) {
    countSources(row);
  }
  if (event.target.matches("[data-digit]")) {
    count();
  }
  if (event.target.name && event.target.id !== "cite") {
    touched();
  }
});

function touched() {
  changes += 1;
  if (!stopped) {
    say(words.changed);
    plan(PAUSE);
  }
}

window.addEventListener("online", () => isDirty() && plan(0));
window.addEventListener("beforeunload", (event) => {
  if (isDirty() && !leaving) {
    event.preventDefault();
  }
});

conflict.querySelector("a").addEventListener("click", (event) => {
  event.preventDefault();
  leaving = true;
  location.reload();
});
conflict.querySelector("button").addEventListener("click", () => {
  form.elements.version.value = conflict.dataset.version;
  conflict.hidden = true;
  stopped = false;
  save();
});

form.querySelector("[data-preview]").addEventListener("click", async (event) => {
  if (!isDirty() && !underWay) {
    return;
  }
  event.preventDefault();
  const tab = window.open("about:blank");
  await save();
  tab.location = event.target.href;
});

// What is sent by hand waits for the save under way: the two would meet on the server (docs/decisions/0039).
form.addEventListener("submit", (event) => {
  clearTimeout(timer);
  if (underWay) {
    event.preventDefault();
    const { submitter } = event;
    underWay.then(() => form.requestSubmit(submitter));
    return;
  }
  leaving = true;
});

count();
