// A list and its filters (templates/core/list_filters.html) that answer in place: the same page is fetched, and
// what it shows takes the place of what is there. Without this module the form and the links lead to that page.
const PLACE = "[data-list-in-place]";
let asked = null; // the request on its way, which the next one cuts short
let shown = location.pathname + location.search;

const place = () => document.querySelector(PLACE);

function addressOf(form) {
  const pairs = [...new FormData(form)].filter(([, value]) => value !== "");
  const query = new URLSearchParams(pairs).toString();
  return form.getAttribute("action") + (query ? `?${query}` : "");
}

// The form stays where somebody is typing or ticking: its words and its numbers alone are made new.
function renew(form, fresh) {
  const selector = "summary, .filters__number";
  const there = [...form.querySelectorAll(selector)];
  const next = [...fresh.querySelectorAll(selector)];
  if (there.length !== next.length) return;
  there.forEach((element, index) => {
    if (element.textContent !== next[index].textContent) element.textContent = next[index].textContent;
  });
}

async function show(address, { keepForm = false, remember = true } = {}) {
  asked?.abort();
  asked = new AbortController();
  let page;
  try {
    const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
    return false;
  }
  const fresh = page.querySelector(PLACE);
  if (!fresh) {
    location.assign(address);
    return false;
  }
  const here = place();
  if (keepForm) renew(here.querySelector("form"), fresh.querySelector("form"));
  else here.querySelector("form").replaceWith(fresh.querySelector("form"));
  here.querySelector(".results").replaceWith(fresh.querySelector(".results"));
  document.title = page.title;
  if (remember) history.pushState(null, "", address);
  shown = location.pathname + location.search;
  const count = here.querySelector(".results__count p").textContent;
  here.querySelector("[role=status]").textContent = count.replace(/\s+/g, " ").trim();
  return true;
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest(`${PLACE} form`);
  if (!form) return;
  event.preventDefault();
  show(addressOf(form), { keepForm: true });
});

document.addEventListener("change", ({ target }) => {
  const form = target.closest(`${PLACE} form`);
  if (form && target.type !== "search") show(addressOf(form), { keepForm: true });
});

// What narrows the list, another page of it, another way to see it.
const LINKS = [
  ".active a",
  ".results__answer a",
  ".pager a",
  ".list-views a",
  ".month-grid__way a",
  ".regions-map a",
  ".names a",
];

document.addEventListener("click", (event) => {
  const link = event.target.closest(LINKS.map((each) => `${PLACE} ${each}`).join());
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const address = link.getAttribute("href");
  show(new URL(address, location.href).href).then((done) => {
    if (!done) return;
    const title = place().querySelector(".results__count p");
    title.tabIndex = -1; // the link that had the focus is gone
    title.focus({ preventScroll: !link.closest(".pager") });
  });
});

addEventListener("popstate", () => {
  if (location.pathname + location.search !== shown) show(location.href, { remember: false });
});
