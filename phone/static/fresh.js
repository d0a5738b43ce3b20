// The first page of a self-paced workshop: when a step stands otherwise, its lists come anew. It has
// no field whose words could be lost by that, and what is unfolded or has the focus stays.
(() => {
  "use strict";
  const { live } = document.querySelector("[data-live]").dataset;
  let told = "", timer = 0;
  const freshen = async () => {
    timer = 0;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const old of document.querySelectorAll("[data-fresh]")) {
        const now = page.getElementById(old.id);
        if (!now || now.innerHTML === old.innerHTML) continue;
        const at = old.contains(document.activeElement) && document.activeElement.getAttribute("href");
        old.replaceChildren(...now.childNodes);
        if (at) old.querySelector(`a[href="${at}"]`)?.focus();
      }
    } catch { /* The next change brings them. */ }
  };
  let events = null;
  const listen = () => {
    if (events && events.readyState !== EventSource.CLOSED) return;
    events = new EventSource(live);
    events.onerror = () => {
      if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3000 + Math.random() * 4000);
    };
    events.onmessage = event => {
      if (told && told !== event.data) timer ||= setTimeout(freshen, Math.random() * 1000);
      told = event.data;
    };
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) listen(); });
  addEventListener("pageshow", event => { if (event.persisted) { freshen(); listen(); } });
  listen();
})();
