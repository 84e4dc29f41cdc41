// The inputs of days and hours of the admin (conference/core/times/widgets.py): the browser's own picker, and what
// the server reads of a text as it is typed or pasted. What is read is written in figures and said in words; what is
// refused stays as it was typed, with the reason. Without this script the server reads the same when the form is sent.
const ADDRESS = document.querySelector("[data-moments-address]").dataset.momentsAddress;
const LONGEST = 200; // signs that are asked about: the server refuses a text of more than 80
const part = (moment, name) => moment.querySelector(`[data-moment-${name}]`);
const texts = (moment) => ["day", "hour"].map((name) => part(moment, name)?.value ?? "");

// The quarters of an hour, once a page: beside each text of an hour and in the browser's clock.
const quarters = document.createElement("datalist");
quarters.id = "moment-quarters";
for (let minutes = 7 * 60; minutes < 31 * 60; minutes += 15) {
  const [hour, rest] = [Math.floor(minutes / 60) % 24, minutes % 60];
  quarters.append(new Option("", `${String(hour).padStart(2, "0")}:${String(rest).padStart(2, "0")}`));
}
document.body.append(quarters);

function say(moment, words, refused) {
  const said = moment.querySelector("[data-moment-said]");
  said.textContent = words;
  said.classList.toggle("moment__said--refused", refused);
  for (const name of ["day", "hour"]) {
    const input = part(moment, name);
    if (refused && input?.value) input.setAttribute("aria-invalid", "true");
    else input?.removeAttribute("aria-invalid");
  }
}

async function read(moment) {
  const [day, hour] = texts(moment);
  const asked = JSON.stringify([day, hour]);
  const short = (text) => text.slice(0, LONGEST);
  if (moment.dataset.momentRead === asked) return;
  moment.dataset.momentRead = asked;
  const { moment: kind, momentZone: zone = "", momentAlone: alone = "" } = moment.dataset;
  const question = new URLSearchParams({ kind, day: short(day), hour: short(hour), zone, alone });
  if ("momentAtEnd" in moment.dataset) question.set("at_end", "1");
  let answer;
  try {
    answer = await (await fetch(`${ADDRESS}?${question}`, { headers: { Accept: "application/json" } })).json();
  } catch {
    delete moment.dataset.momentRead; // no network: the server reads it when the form is sent
    say(moment, "", false);
    return;
  }
  if (JSON.stringify(texts(moment)) !== asked) return; // typed on meanwhile
  say(moment, answer.error ?? answer.words ?? "", Boolean(answer.error));
  if (answer.error) return;
  write(moment, answer);
  const detail = { day: answer.iso_day ?? "", hour: answer.iso_hour ?? "" };
  moment.dispatchEvent(new CustomEvent("moment:read", { bubbles: true, detail }));
}

// In figures, each in its own input.
function write(moment, answer) {
  for (const name of ["day", "hour"]) {
    const input = part(moment, name);
    const value = answer[name] ?? "";
    if (!input || input.value === value) continue;
    input.value = value;
    moment.dataset.momentRead = JSON.stringify(texts(moment));
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  moment.dataset.momentRead = JSON.stringify(texts(moment));
}

function shown(value) {
  const day = value.match(/^(\d{4})-(\d\d)-(\d\d)$/);
  return day ? `${day[3]}/${day[2]}/${day[1]}` : value;
}

document.addEventListener("change", (event) => {
  const moment = event.target.closest?.("[data-moment]");
  if (!moment) return;
  if (event.target.matches(".moment__native")) {
    const input = event.target.parentElement.querySelector("input");
    input.value = shown(event.target.value);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  } else read(moment);
});

document.addEventListener("paste", (event) => {
  const moment = event.target.closest?.("[data-moment]");
  if (moment) setTimeout(() => read(moment)); // once the text is in
});

// By the button, or by the key that opens such pickers elsewhere: the button is left out of the Tab key's way.
function pick(side) {
  const [input, native] = side.querySelectorAll("input");
  const day = input.value.match(/^(\d\d)\/(\d\d)\/(\d{4})$/);
  native.value = day ? `${day[3]}-${day[2]}-${day[1]}` : input.value;
  native.showPicker();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-moment-pick]");
  if (button) pick(button.parentElement);
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.key !== "ArrowDown" || !event.target.closest?.("[data-moment]")) return;
  event.preventDefault();
  pick(event.target.parentElement);
});
