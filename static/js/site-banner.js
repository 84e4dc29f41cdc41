// The banner of the site (templates/components/site_banner.html): who closed it no longer sees it, until its
// sentence changes. A script of the <head> rather than a module, which would run once the banner is drawn.
{
  const { key } = document.currentScript.dataset;
  const page = document.documentElement;
  const STORED = "bandeau";

  function closed() {
    try {
      return localStorage.getItem(STORED) === key;
    } catch {
      return false; // a browser may keep nothing
    }
  }

  page.dataset.siteBanner = closed() ? "closed" : "open";

  document.addEventListener("click", ({ target }) => {
    if (!target.closest(".site-banner__close")) return;
    page.dataset.siteBanner = "closed";
    document.getElementById("contenu").focus({ preventScroll: true }); // the button that had it is gone
    try {
      localStorage.setItem(STORED, key);
    } catch {
      // it comes back on the next page
    }
  });
}
