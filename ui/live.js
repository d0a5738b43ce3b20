// Holds one event stream per page and tells the server's fragment about each change. A hidden tab
// lets go of its stream, since a browser allows six to one address; it looks again when shown.
const streams = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let held = streams.get(parentElement);
  if (!held) {
    held = { source: null, last: null };
    streams.set(parentElement, held);
    held.open = () => {
      if (held.source || document.hidden) return;
      held.source = new EventSource(held.url);
      held.source.onerror = () => {
        if (held.source?.readyState !== EventSource.CLOSED) return;
        held.source = null;
        setTimeout(held.open, 3000);
      };
      held.source.onmessage = event => {
        if (held.last !== null && held.last !== event.data) held.tell(event.data);
        held.last = event.data;
        document.documentElement.dataset.live = event.data;
      };
    };
    held.close = () => { held.source?.close(); held.source = null; };
    held.onVisible = () => (document.hidden ? held.close() : held.open());
    document.addEventListener("visibilitychange", held.onVisible);
  }
  held.tell = value => setTriggerValue("nudge", value);
  if (held.url !== data.url) { held.close(); held.url = data.url; held.last = null; }
  held.open();
  return () => {
    held.close();
    document.removeEventListener("visibilitychange", held.onVisible);
    streams.delete(parentElement);
  };
}
