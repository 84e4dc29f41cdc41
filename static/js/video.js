// Puts the player of a video in the place of its poster, once somebody asks for it.

for (const poster of document.querySelectorAll("a[data-player]")) {
  poster.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // in a tab of its own
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.className = "video__frame";
    frame.title = poster.dataset.title;
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin"; // some hosts refuse who does not say from which site
    frame.sandbox = "allow-scripts allow-same-origin allow-presentation allow-popups";
    frame.src = poster.dataset.player;
    poster.replaceWith(frame);
    frame.focus();
  });
}
