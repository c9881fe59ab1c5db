// Hears of changes: by server-sent events, or, where these do not come through, by asking every few seconds.
import { at, get } from "./api.js";

const pollEvery = 4000;
const tryStreamAgain = 60000;

// What the server says, told to onBatch; onState hears "live", "polling" or "offline".
export function listen(onBatch, onState) {
  let last = null;
  let source = null;
  let timer = null;
  let hidden = null;

  const take = (batch) => {
    last = batch.at;
    onBatch(batch);
  };

  function stream() {
    stop();
    source = new EventSource(at(last ? `events?since=${encodeURIComponent(last)}` : "events"));
    timer = setTimeout(poll, 10000);
    source.addEventListener("jobs", (e) => {
      clearTimeout(timer);
      onState("live");
      take(JSON.parse(e.data));
    });
    source.onerror = () => {
      onState("offline");
      if (source?.readyState === EventSource.CLOSED) {
        poll();
      }
    };
  }

  async function poll(since = Date.now()) {
    stop();
    try {
      take(await get(last ? `events?since=${encodeURIComponent(last)}` : "events"));
      onState("polling");
    } catch {
      onState("offline");
    }
    timer = setTimeout(Date.now() - since > tryStreamAgain ? stream : () => poll(since), pollEvery);
  }

  function stop() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  // A browser has six connections to a server for all its tabs: a hidden one gives its own back.
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hidden);
    if (document.hidden) {
      hidden = setTimeout(stop, 20000);
    } else if (!source) {
      stream();
    }
  });
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (e) => e.persisted && stream());
  stream();
}
