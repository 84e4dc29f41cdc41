// Whoever is writing is told when the login has expired. The form waits: nothing is sent, nothing is lost.
const notice = document.querySelector("#login-expired");
const form = document.querySelector("form[data-edit-form]");
const EVERY = 30_000;
const FRESH = 5_000;

let shown = null;
let openAt = Date.now(); // when the login was last known to be open
let asking = false;

function tell(expired) {
  if (expired && !shown) {
    shown = notice.content.firstElementChild.cloneNode(true);
    document.body.prepend(shown);
  } else if (!expired && shown) {
    shown.remove();
    shown = null;
  }
}

// A new login changes the token that the form carries.
function renewToken(token) {
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    field.value = token;
  }
}

async function look() {
  let answer;
  try {
    answer = await fetch(notice.dataset.url, {
      headers: { "X-Requested-With": "XMLHttpRequest" },
      redirect: "manual",
    });
  } catch {
    return; // off line: Wagtail says so itself
  }
  if (answer.ok) {
    openAt = Date.now();
    renewToken((await answer.json()).token);
    tell(false);
  } else if (answer.status === 403 || answer.type === "opaqueredirect") {
    tell(true);
  }
}

// What is about to be sent waits until the login is known to be open: else the text would go to the login page.
async function wait(event) {
  const button = event.submitter ?? event.target.closest("button[type=submit]");
  const sends = event.type === "submit" || button?.form === form;
  if (!sends || (!shown && Date.now() - openAt < FRESH)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (asking) return;
  asking = true;
  await look();
  asking = false;
  if (shown) {
    shown.focus();
    return;
  }
  openAt = Date.now(); // off line too: the browser says so
  if (button) {
    button.click();
  } else {
    form.requestSubmit();
  }
}

if (notice && form) {
  setInterval(look, EVERY);
  window.addEventListener("focus", look);
  document.querySelector("footer")?.addEventListener("pointerover", look);
  // Before Wagtail's own, which would show that something is being sent.
  document.addEventListener("click", wait, { capture: true });
  form.addEventListener("submit", wait, { capture: true });
}
