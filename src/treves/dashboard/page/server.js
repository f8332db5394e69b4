/** The server on this machine: the token that opens it, JSON answers, and streams of them line by line. */

const KEPT = "treves-token";

/** An answer that says no, with what would be right and the whole body for those who can go on. */
export class Refusal extends Error {
  /** @param {number} status @param {any} body */
  constructor(status, body) {
    super(body?.message ?? `HTTP ${status}`);
    this.status = status;
    this.body = body;
    this.right = body?.right ?? "";
  }
}

/** Take the token out of the address, where it must not stay, and keep it for reloads of this tab. */
export function takeToken() {
  const address = new URL(location.href);
  const given = address.searchParams.get("token");
  if (given) {
    sessionStorage.setItem(KEPT, given);
    address.searchParams.delete("token");
    history.replaceState(null, "", address);
  }
  return given ?? sessionStorage.getItem(KEPT) ?? "";
}

/** @typedef {ReturnType<typeof openServer>} Server */

/** @param {string} token */
export function openServer(token) {
  async function ask(method, path, body, signal) {
    const headers = { "X-Treves-Token": token };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const answer = await fetch(path, {
      method,
      headers,
      signal,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) throw new Refusal(answer.status, await answer.json().catch(() => null));
    return answer;
  }
  return {
    /** @param {string} path */
    get: async (path) => (await ask("GET", path)).json(),
    /** @param {string} path @param {any} body */
    post: async (path, body) => (await ask("POST", path, body)).json(),
    /** @param {string} path @param {any} body */
    put: async (path, body) => (await ask("PUT", path, body)).json(),
    /** @param {string} path */
    remove: async (path) => (await ask("DELETE", path)).json(),
    /** @param {string} path @param {any} body @returns {Promise<Response>} */
    fetchFile: (path, body) => ask("POST", path, body),
    /**
     * @param {string} path @param {any} body @param {AbortSignal} signal
     * @returns {AsyncGenerator<any>} one value a line
     */
    async *stream(path, body, signal) {
      const answer = await ask("POST", path, body, signal);
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { value, done } = await reader.read();
        rest += value ?? "";
        const lines = rest.split("\n");
        rest = lines.pop();
        for (const line of lines) if (line.trim()) yield JSON.parse(line);
        if (done) break;
      }
      if (rest.trim()) yield JSON.parse(rest);
    },
  };
}
