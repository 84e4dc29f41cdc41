// The programme of an event in its form (events/admin/programme.py): hours that fill themselves in, what follows the
// start of the event, and what the server says may be wrong. Without this script the rows are plain fields: an hour
// alone is of the event's day, and what follows the start is moved when the form is sent.

const programme = document.querySelector("[data-programme]");
const form = programme.closest("form");
const words = programme.dataset;
const DAY = /^(\d\d)\/(\d\d)\/(\d{4})$/;
const HOUR = /^(\d\d):(\d\d)/;
const MINUTES_A_DAY = 24 * 60;
const EVENT_LASTS = 120; // minutes, until its end is typed
const ITEM_LASTS = 60; // minutes, after an item that has no end
const LONGEST_NIGHT = 12 * 60;
const PAUSE = 500; // ms after the last change

new window.InlinePanel(JSON.parse(words.options)); // Wagtail's: adds, removes and orders the rows

let writing = false; // this script changes the fields itself

// --- Moments: minutes of the clock on the wall ----------------------------------------------------

const inputsOf = (name, root = form) => ({
  day: root.querySelector(`[name$="${name}"]:not([type=hidden])`),
  hour: root.querySelector(`[name$="${name}_hour"]`),
});
const eventStart = () => inputsOf("start", form.querySelector("[name=start]").closest("[data-moment]"));
const eventEnd = () => inputsOf("end", form.querySelector("[name=end]").closest("[data-moment]"));
const hoursKnown = () => form.elements.times_known?.checked ?? true;

function minutesOf(day, hour) {
  const [, date, month, year] = DAY.exec(day) ?? [];
  const [, hours, minutes] = HOUR.exec(hour) ?? (hour === "" && !hoursKnown() ? ["", 0, 0] : []);
  return date && hours !== undefined ? Date.UTC(year, month - 1, date, hours, minutes) / 60000 : null;
}

function textsOf(minutes) {
  const [day, hour] = new Date(minutes * 60000).toISOString().split("T");
  return { day: day.split("-").reverse().join("/"), hour: hour.slice(0, 5) };
}

const minutesIn = ({ day, hour }, otherDay = "") => minutesOf(day.value.trim() || otherDay, hour.value.trim());

function write({ day, hour }, minutes, { withDay = true } = {}) {
  const texts = textsOf(minutes);
  writing = true;
  day.value = withDay ? texts.day : "";
  if (hour.value || hoursKnown()) hour.value = texts.hour;
  const moment = day.closest("[data-moment]");
  moment.dataset.momentRead = JSON.stringify([day.value, hour.value]);
  moment.dataset.filled = moment.querySelector("[data-moment-said]").textContent = "";
  day.dispatchEvent(new Event("change", { bubbles: true }));
  writing = false;
}

// A day and its hour pasted over what was filled in here: the hour filled in goes.
form.addEventListener("input", ({ target }) => {
  const moment = target.closest("[data-filled]");
  if (!moment || (target.matches("[data-moment-day]") && target.value.trim().length <= 10)) return;
  delete moment.dataset.filled;
  if (target.matches("[data-moment-day]")) moment.querySelector("[data-moment-hour]").value = "";
});

// --- Rows -----------------------------------------------------------------------------------------

const rows = () => [...programme.querySelectorAll("[data-inline-panel-child]:not(.deleted)")];
const valueIn = (row, name) => row.querySelector(`[name$="-${name}"]`).value.trim();
const roomOf = (row) => valueIn(row, "room").toLowerCase();
const eventDay = () => eventStart().day.value.trim();
const startOf = (row, day = eventDay()) => minutesIn(inputsOf("-start", row), day);

function endOf(row, day = eventDay()) {
  const start = startOf(row, day);
  const end = start === null ? null : minutesIn(inputsOf("-end", row), textsOf(start).day);
  const isNight = end !== null && end <= start && !inputsOf("-end", row).day.value;
  return isNight && end + MINUTES_A_DAY - start <= LONGEST_NIGHT ? end + MINUTES_A_DAY : end;
}

function writeEnd(row, minutes) {
  const start = startOf(row);
  const isSoon = minutes > start && minutes - start <= LONGEST_NIGHT;
  write(inputsOf("-end", row), minutes, { withDay: textsOf(minutes).day !== textsOf(start).day && !isSoon });
}

const starts = new WeakMap(); // row → its start, to know how far it moves

// A new row begins where the last one of its room ended, and lasts as long.
function fill(row) {
  const before = rows().filter((other) => other !== row && startOf(other) !== null);
  const inRoom = before.filter((other) => roomOf(other) === roomOf(row));
  const ends = inRoom.map((other) => endOf(other) ?? startOf(other) + ITEM_LASTS);
  const start = ends.length ? Math.max(...ends) : minutesIn(eventStart());
  if (start === null) return;
  const last = inRoom.at(-1) ?? before.at(-1);
  const lasts = last && endOf(last) !== null ? endOf(last) - startOf(last) : ITEM_LASTS;
  write(inputsOf("-start", row), start);
  writeEnd(row, start + lasts);
  starts.set(row, start);
}

programme.addEventListener("w-formset:added", (event) => {
  const row = event.target;
  const last = rows().filter((other) => other !== row).at(-1);
  if (last) row.querySelector('[name$="-room"]').value = valueIn(last, "room");
  row.dataset.fills = "";
  fill(row);
  row.querySelector('[name$="-title"]').focus();
  changed();
});

programme.addEventListener("change", (event) => {
  const row = event.target.closest("[data-inline-panel-child]");
  if (writing || !row) return;
  const { name } = event.target;
  if (/-(start|end)(_hour)?$/.test(name)) delete row.dataset.fills;
  if (name.endsWith("-room") && "fills" in row.dataset) fill(row);
  if (/-start(_hour)?$/.test(name)) {
    const [before, now] = [starts.get(row) ?? null, startOf(row)];
    if (now === null) return; // not read yet
    const end = inputsOf("-end", row);
    if (before !== null && before !== now && end.hour.value) {
      const was = minutesIn(end, textsOf(before).day);
      if (was !== null) writeEnd(row, was + now - before + (was <= before ? MINUTES_A_DAY : 0));
    }
    starts.set(row, now);
  }
});

// --- What follows the start -----------------------------------------------------------------------

const follows = form.elements.programme_follows;
follows?.closest(".w-panel__wrapper")?.setAttribute("hidden", "");
const said = document.createElement("div");
said.className = "programme-moved";
said.setAttribute("role", "status");
form.querySelector("[name=start]").closest("[data-moment]").after(said);

let [startWas, moved] = [minutesIn(eventStart()), 0];
const dayOf = (minutes) => Math.floor(minutes / MINUTES_A_DAY);

function moveRows(by, day = eventDay()) {
  const moving = rows().filter((row) => startOf(row, day) !== null);
  for (const row of moving) {
    const [start, end] = [startOf(row, day), endOf(row, day)];
    write(inputsOf("-start", row), start + by);
    if (end !== null) writeEnd(row, end + by);
    starts.set(row, start + by);
  }
  changed();
  return moving.length;
}

function move(by, day, days) {
  const count = moveRows(by, day);
  const named = count ? [words.langProgramme.replace("%s", count)] : [];
  const closing = form.querySelector('[name$="-closes_at"]');
  const closes = closing && minutesIn(inputsOf("closes_at", closing.closest("[data-moment]")));
  if (closes) {
    write(inputsOf("closes_at", closing.closest("[data-moment]")), closes + by);
    named.push(words.langClosing);
  }
  const asked = form.elements.interpretation_until;
  const until = asked && minutesOf(asked.value.trim(), "00:00");
  if (until && days) {
    asked.value = textsOf(until + days * MINUTES_A_DAY).day;
    asked.dispatchEvent(new Event("change", { bubbles: true }));
    named.push(words.langInterpretation);
  }
  return named;
}

function amount(by) {
  const size = Math.abs(by);
  const [days, hours, minutes] = [Math.floor(size / MINUTES_A_DAY), Math.floor(size / 60) % 24, size % 60];
  const clock = hours ? `${hours} h${minutes ? ` ${String(minutes).padStart(2, "0")}` : ""}` : `${minutes} min`;
  const parts = [days && `${days} jour${days > 1 ? "s" : ""}`, (hours || minutes) && clock].filter(Boolean);
  return `${parts.join(" et ")} ${by > 0 ? words.langLater : words.langEarlier}`;
}

function tell(named) {
  said.replaceChildren();
  if (!named.length || !moved) return;
  const all = named.length > 1 ? `${named.slice(0, -1).join(", ")} et ${named.at(-1)}` : named[0];
  const verb = named.length > 1 ? words.langFollowMany : words.langFollowOne;
  const sentence = document.createElement("span");
  sentence.textContent = `${all[0].toUpperCase()}${all.slice(1)} ${verb} : ${amount(moved)}. `;
  const no = Object.assign(document.createElement("button"), { type: "button", textContent: words.langUndo });
  no.className = "button button-small button-secondary";
  no.addEventListener("click", () => {
    move(-moved, eventDay(), dayOf(startWas - moved) - dayOf(startWas));
    moved = 0;
    said.replaceChildren();
    form.querySelector("[name=start]").focus();
  });
  said.replaceChildren(sentence, no);
}

function startChanged() {
  const now = minutesIn(eventStart());
  if (now === null || now === startWas) return;
  const [before, by] = [startWas, startWas === null ? 0 : now - startWas];
  startWas = now;
  const end = minutesIn(eventEnd());
  if (!eventEnd().day.value && !eventEnd().hour.value && hoursKnown()) write(eventEnd(), now + EVENT_LASTS);
  else if (end !== null && by) write(eventEnd(), end + by);
  if (!by) return;
  if (follows) follows.checked = false; // done here
  moved += by;
  tell(move(by, textsOf(before).day, dayOf(now) - dayOf(before)));
}

form.addEventListener("change", (event) => {
  if (!writing && ["start", "start_hour"].includes(event.target.name)) startChanged();
});

// --- Tout décaler ---------------------------------------------------------------------------------

const tools = programme.querySelector("[data-programme-tools]");
tools.hidden = false;
programme.classList.add("is-live");

tools.addEventListener("click", (event) => {
  const sign = Number(event.target.closest("[data-shift-by]")?.dataset.shiftBy ?? 0);
  const minutes = Number(tools.querySelector("[data-shift-minutes]").value);
  if (sign && Number.isInteger(minutes)) moveRows(sign * minutes);
});
tools.addEventListener("change", (event) => {
  if (!event.target.matches("[data-shift-to]") || !event.target.value) return;
  const all = rows().map((row) => startOf(row)).filter((start) => start !== null);
  const first = Math.min(...all);
  if (all.length) moveRows(minutesOf(textsOf(first).day, event.target.value) - first);
});
tools.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
});

// --- What may be wrong ----------------------------------------------------------------------------

const box = programme.querySelector("[data-programme-warnings]");
let waiting;
let asked = "";

function showDays() {
  const [start, end] = [minutesIn(eventStart()), minutesIn(eventEnd())];
  const day = (minutes) => textsOf(minutes).day;
  const several = start !== null && end !== null && day(start) !== day(end - 1);
  const elsewhere = rows().some((row) => ![null, eventDay()].includes(startOf(row) && day(startOf(row))));
  programme.classList.toggle("programme-form--one-day", !several && !elsewhere);
  for (const row of rows()) row.classList.toggle("has-end-day", Boolean(inputsOf("-end", row).day.value));
}

function isOutOfOrder() {
  const all = rows().map((row) => startOf(row)).filter((start) => start !== null);
  return all.some((start, place) => place && start < all[place - 1]);
}

async function askServer() {
  showDays();
  const texts = ({ day, hour }) => [day.value, hour.value];
  const question = JSON.stringify({
    zone: form.elements.time_zone?.value ?? "Europe/Paris",
    start: texts(eventStart()),
    end: texts(eventEnd()),
    items: rows().map((row) => ({
      start: texts(inputsOf("-start", row)),
      end: texts(inputsOf("-end", row)),
      title: valueIn(row, "title"),
      room: valueIn(row, "room"),
      kind: valueIn(row, "kind"),
      people: [...row.querySelectorAll("[data-people-chosen] input:checked")].map((box) => box.dataset.name),
    })),
  });
  const outOfOrder = isOutOfOrder();
  if (question + outOfOrder === asked) return;
  asked = question + outOfOrder;
  const answer = await fetch(words.warningsUrl, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    body: question,
  });
  if (!answer.ok) return;
  const { warnings } = await answer.json();
  const warned = new Set(warnings.flatMap(({ keys }) => keys));
  rows().forEach((row, place) => row.classList.toggle("is-warned", warned.has(place)));
  const sentences = [...warnings.map(({ sentence }) => sentence), ...(outOfOrder ? [words.langOrder] : [])];
  const title = Object.assign(document.createElement("p"), { textContent: words.langWarnings });
  const list = document.createElement("ul");
  list.append(...sentences.map((textContent) => Object.assign(document.createElement("li"), { textContent })));
  box.replaceChildren(...(sentences.length ? [title, list] : []));
}

function changed() {
  clearTimeout(waiting);
  waiting = setTimeout(() => askServer().catch(() => {}), PAUSE);
}

for (const kind of ["input", "change", "w-formset:removed"]) form.addEventListener(kind, changed);
for (const kind of ["click", "dragend"]) programme.addEventListener(kind, changed); // rows go up and down

for (const row of rows()) starts.set(row, startOf(row));
changed();
