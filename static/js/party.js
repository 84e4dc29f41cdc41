// The form of a registration (templates/events/registrations/register.html): a person is added and removed in place.
// The form is sent as its button would send it, and the form that comes back takes its place. Without this module,
// or without an answer, the button leads to that very page.
const FORM = "form[data-party]";
const ASKS = ["add", "add_companion", "remove"];

document.addEventListener("submit", async (event) => {
  const form = event.target.closest(FORM);
  const button = event.submitter;
  if (!form || !ASKS.includes(button?.name)) return;
  event.preventDefault();
  if (form.ariaBusy) return;
  form.ariaBusy = "true";
  let fresh;
  try {
    const body = new URLSearchParams(new FormData(form, button));
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    fresh = page.querySelector(FORM);
    if (!fresh) throw new Error("no form");
  } catch {
    const field = document.createElement("input"); // sent again, as without this module
    [field.type, field.name, field.value] = ["hidden", button.name, button.value];
    form.append(field);
    form.submit();
    return;
  }
  const removed = button.name === "remove";
  form.replaceWith(fresh);
  const next = removed ? fresh.querySelector("[name=add], [name=add_companion]") : fresh.querySelector("[autofocus]");
  next?.focus();
});
