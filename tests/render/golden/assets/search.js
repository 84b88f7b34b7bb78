// The header's search leads on to Browse, which finds "Çelebi" by "Celebi", too; and where a review's papers are too many for the header's
// index, the Enter key does.
{
  const takesEnter = false;
  const browse = new URL("../browse/", document.currentScript.src);
  const box = document.querySelector(".md-search__input");
  const link = document.createElement("a");
  link.className = "lr-hand-over";

  const lead = () => {
    const words = box.value.trim();
    browse.search = words && String(new URLSearchParams({ search: words }));
    link.href = browse;
    link.textContent = words ? `Search all papers for “${words}”` : "Browse all papers";
  };
  // Before the theme hears of it, which would go to the best of what it has found.
  const decide = (event) => {
    if (event.key !== "Enter" || event.target !== box || event.isComposing || !box.value.trim()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    lead();
    location.assign(browse);
  };

  if (box) {
    lead();
    document.querySelector(".md-search__scrollwrap").prepend(link);
    box.addEventListener("input", lead);
    if (takesEnter) addEventListener("keydown", decide, true);
  }
}
