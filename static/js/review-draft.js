// The grid of a review saves itself as a draft (docs/decisions/0039): one request at a time, again when the line
// was cut, never over what somebody else has saved meanwhile.

const form = document.getElementById("review-grid");
const state = document.getElementById("grid-state");
const conflict = form.querySelector(".review-grid__conflict");
const words = form.dataset;

const PAUSE = 1000; // ms after the last change
const LONGEST_WAIT = 30000; // ms between two attempts on a line that is cut

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
  let said;
  try {
    answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new FormData(form),
    });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    said = isJson ? await answer.json() : null;
  } catch {
    return retry(words.cut);
  }
  if (!said) {
    if (answer.status === 403 || answer.redirected) {
      await freshToken().catch(() => {});
      return retry(words.closed);
    }
    return retry(words.cut);
  }
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
  while (underWay) {
    await underWay; // several callers may wait: the first to go on sends
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
