// The grid of a review: levels by digits, rows by arrows, totals as one types, sources found among all.
// review-draft.js saves it. Without these files the grid is a plain form.

const form = document.getElementById("review-grid");
const rows = [...form.querySelectorAll("[data-measure]")];
const words = form.dataset;

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

form.addEventListener("change", (event) => {
  const row = event.target.closest("[data-measure]");
  if (event.target.type === "checkbox" && row) {
    countSources(row);
  }
  if (event.target.matches("[data-digit]")) {
    count();
  }
});

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

count();
