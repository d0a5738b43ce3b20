// The pad of a dot on the map: a finger or a mouse moves the two sliders, and letting go taps the
// button that sends them. Without this script sliders and button do the same.
(() => {
  "use strict";
  const form = document.getElementById("answers");
  const byId = id => document.getElementById(id);
  // Fresh HTML may have put another pad in its place.
  const own = part => byId(`${byId("pad")?.dataset.name}-${part}`);
  const sliders = () => ["x", "y"].map(own).filter(Boolean);

  const draw = () => {
    const dot = byId("dot");
    if (!dot) return;
    const [x, y] = sliders();
    dot.setAttribute("x", `${(Number(x.value) + 100) / 2}%`);
    dot.setAttribute("y", `${(100 - Number(y.value)) / 2}%`);
    // A dot that the server does not know yet is one that somebody has just put.
    if ([x, y].some(slider => slider.value !== slider.defaultValue)) dot.removeAttribute("display");
  };

  let holding = false;
  const follow = event => {
    const box = byId("pad").getBoundingClientRect(), [x, y] = sliders();
    const along = (from, size) => Math.round(Math.max(0, Math.min(1, from / size)) * 200 - 100);
    x.value = along(event.clientX - box.left, box.width);
    y.value = -along(event.clientY - box.top, box.height);
    draw();
    byId("dot").removeAttribute("display");
  };
  form.addEventListener("pointerdown", event => {
    if (event.button || !event.target.closest("#pad")) return;
    holding = true;
    byId("pad").setPointerCapture(event.pointerId);
    follow(event);
  });
  form.addEventListener("pointermove", event => { if (holding) follow(event); });
  form.addEventListener("pointerup", event => {
    if (!holding) return;
    holding = false;
    follow(event);
    own("put").click();
  });
  form.addEventListener("pointercancel", () => { holding = false; });

  form.addEventListener("input", event => { if (event.target.type === "range") draw(); });
  form.addEventListener("change", event => {
    if (event.target.type === "range") own("put").click();
  });
  // What waits for the network stands where it was put, also after a reload.
  form.addEventListener("focusmap-taps", draw);
  draw();
})();
