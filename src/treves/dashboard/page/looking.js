/** Looks at the study, one at a time: the newest wins, and what is left of an older one is dropped. */

const PAUSE_MILLISECONDS = 40;

/**
 * @param {import("./server.js").Server} server
 * @param {string} windowName older looks of the same name are stopped on the server too
 * @param {(part: any) => void} onPart
 * @param {(error: Error | null) => void} onEnd
 */
export function createLooking(server, windowName, onPart, onEnd) {
  let running = null;
  let waiting = 0;

  async function look(question) {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    try {
      for await (const part of server.stream("/api/look", { ...question, window: windowName }, mine.signal)) {
        if (running !== mine) return;
        if (part.part === "error") throw new Error(part.message);
        onPart(part);
      }
      if (running === mine) onEnd(null);
    } catch (error) {
      if (running === mine && !mine.signal.aborted) onEnd(error);
    }
  }
  return {
    /** @param {{adjustments: object[], as_of: string | null, want: string[]}} question */
    ask(question) {
      clearTimeout(waiting);
      waiting = setTimeout(() => look(question), PAUSE_MILLISECONDS);
    },
    stop() {
      clearTimeout(waiting);
      running?.abort();
      running = null;
    },
  };
}
