// On a phone the rail covers the page: a link to a place on this page closes it.
document.getElementById("summit-rail")?.addEventListener("click", (event) => {
  if (event.target.closest("a[href^='#']")) event.currentTarget.hidePopover?.();
});
