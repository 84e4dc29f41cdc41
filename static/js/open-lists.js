// The filters of a list (templates/core/list_filter.html) and the menus of the header close as a browser's own
// select does: with Escape, and when one clicks or moves on elsewhere.
// A click and a key's release rather than "focusout", which comes between the press and the release of a
// button: the list would close, and the link that was pressed move from under the pointer.
// What folds all the filters (templates/core/list_filters.html) stays open, but for Escape.
const OPEN = ".filters__choice[open], .nav__more[open]";
const FOLD = ".filters__fold[open]";

function closeOthers({ target }) {
  for (const choice of document.querySelectorAll(OPEN)) {
    if (!choice.contains(target)) choice.open = false;
  }
}

document.addEventListener("click", closeOthers);
document.addEventListener("keyup", closeOthers);

function innermostFold(element) {
  const fold = element?.closest(FOLD);
  return fold ? [fold] : [];
}

document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  const open = document.querySelectorAll(OPEN);
  for (const choice of open.length ? open : innermostFold(document.activeElement)) {
    choice.open = false;
    choice.querySelector("summary").focus();
  }
});
