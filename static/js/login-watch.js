// Whoever is writing is told when the login has expired. The form waits: nothing is sent, nothing is lost.
const notice = document.querySelector("#login-expired");
const form = document.querySelector("form[data-edit-form]");
const EVERY = 30_000;

let shown = null;

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
    renewToken((await answer.json()).token);
    tell(false);
  } else if (answer.status === 403 || answer.type === "opaqueredirect") {
    tell(true);
  }
}

function wait(event) {
  const sends = event.type === "submit" || event.target.closest("button[type=submit]")?.form === form;
  if (!shown || !sends) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  shown.focus();
}

if (notice && form) {
  setInterval(look, EVERY);
  window.addEventListener("focus", look);
  document.querySelector("footer")?.addEventListener("pointerover", look);
  // Before Wagtail's own, which would show that something is being sent.
  document.addEventListener("click", wait, { capture: true });
  form.addEventListener("submit", wait, { capture: true });
}
