"use strict";
// Two comforts that no page needs: a list follows what is typed, and a page about work looks again while the work lasts.
(() => {
  const AGAIN = 2000;
  const TYPING = 300;
  const page = async (address, how) => {
    const answer = await fetch(address, { ...how, headers: { "X-By-Itself": "yes" } });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  };
  // Takes one part of a page over; the part itself stays, so that a screen reader is told what changed within it.
  const take = (from, id) => {
    const shown = document.getElementById(id);
    const next = from?.getElementById(id);
    if (shown && next) shown.replaceChildren(...next.childNodes);
    return Boolean(shown && next);
  };

  const follow = (field) => {
    let asked = 0;
    field.addEventListener("input", () => {
      const mine = ++asked;
      setTimeout(async () => {
        if (mine !== asked) return;
        const found = await page(field.form.action, { method: "POST", body: new FormData(field.form) }).catch(() => null);
        if (mine === asked) take(found, field.dataset.follows);
      }, TYPING);
    });
  };
  const watch = async () => {
    if (!document.querySelector("[data-looks-again]")) return;
    const busy = document.getElementById("main").contains(document.activeElement);
    try {
      if (!busy && !take(await page(location.href), "main")) return; // signed out meanwhile, or no longer theirs
    } catch {
      // The line is down for a moment.
    }
    setTimeout(watch, AGAIN);
  };
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-follows]").forEach(follow);
    setTimeout(watch, AGAIN);
  });
})();
