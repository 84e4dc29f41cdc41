// The dialogue with a key: allauth's functions, told by the form's data what to act on, since no script
// stands in a page. data-key-act: a function of mfa/js/webauthn.js; -button, -field, -options: ids.
const BUTTONS = { loginForm: "login", addForm: "add", authenticateForm: "authenticate" };

for (const form of document.querySelectorAll("[data-key-act]")) {
  const { keyAct, keyButton, keyField, keyOptions } = form.dataset;
  const ids = { credential: keyField, [BUTTONS[keyAct]]: keyButton };
  if (keyOptions) ids.data = keyOptions;
  if (keyAct === "addForm") ids.passwordless = "id_passwordless";
  window.allauth.webauthn.forms[keyAct]({ ids });
}

document.addEventListener("allauth.error", (event) => {
  const failed = document.querySelector("[data-key-failed]");
  if (!failed) return;
  event.preventDefault();
  failed.hidden = false;
});
