"""From the slider to the picture: how long a move takes in the browser, beside the server's own part of it.

``python benchmarks/dashboard.py [CASE] [MOVES]`` serves the case, opens it in headless Chromium and moves one position
again and again. Each line tells the median over the moves, in milliseconds: from the input to the painted frame, what
the server says of itself, and what is left for the wire and the page.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
GOALS = {"deals": 200, "talks": 1500}

WATCH = """
() => {
  window.told = [];
  const decoder = new TextDecoder();
  const plain = window.fetch.bind(window);
  window.fetch = async (...asked) => {
    const answer = await plain(...asked);
    if (!String(asked[0]).endsWith('/api/look') || !answer.body) return answer;
    const [mine, theirs] = answer.body.tee();
    (async () => {
      let rest = '';
      for (const reader = mine.getReader();;) {
        const {value, done} = await reader.read();
        if (done) break;
        rest += decoder.decode(value, {stream: true});
        const lines = rest.split('\\n');
        rest = lines.pop();
        for (const line of lines) {
          const part = JSON.parse(line);
          requestAnimationFrame(() => setTimeout(() => window.told.push(
            {part: part.part, isFinal: part.is_final, server: part.milliseconds, at: performance.now()}), 0));
        }
      }
    })().catch(() => {});
    return new Response(theirs, {status: answer.status, headers: answer.headers});
  };
}
"""
MOVE = """
([key, step]) => {
  const range = document.querySelector(`[data-lever='${key}'] input[type=range]`);
  window.told.length = 0;
  window.begun = performance.now();
  range.value = String(range.valueAsNumber + step);
  range.dispatchEvent(new Event('input', {bubbles: true}));
}
"""


def main() -> None:
    """Serve, open, move, print."""
    from playwright.sync_api import sync_playwright

    case, moves = (sys.argv[1:] + ["rutte4-asylum", "7"][len(sys.argv) - 1 :])[:2]
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [sys.executable, "-m", "treves", "show", case, "--port", "0", "--no-browser", "--no-run"],
            stdout=subprocess.PIPE, text=True, cwd=folder,
        )  # fmt: skip
        try:
            address = server.stdout.readline().split()[-1]
            with sync_playwright() as started:
                browser = started.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
                measure(browser, address, case, int(moves))
                browser.close()
        finally:
            server.terminate()
            server.wait(20)


def measure(browser, address: str, case: str, moves: int) -> None:
    """Open the page twice, then move the first position there is."""
    for which in ("first opening", "opened again"):
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        begun = time.perf_counter()
        page.goto(f"{address}#tab=move", wait_until="commit")
        page.locator(".move-follows [data-headline=exists] .opens", has_text="%").wait_for(timeout=120_000)
        print(f"{case}, {which}: first useful picture after {time.perf_counter() - begun:.2f} s (goal 2 s)")
        page.locator(".ledger[aria-busy=false]").wait_for(timeout=300_000)
    page.locator(".cell").first.click()
    key = page.locator(".cell-controls [data-lever^='ideal:']").get_attribute("data-lever")
    page.evaluate(WATCH)
    spent: dict[str, list[tuple[float, float]]] = {"deals": [], "talks": []}
    for k in range(moves):
        page.evaluate(MOVE, [key, -7 if k % 2 else 7])
        page.wait_for_timeout(300)
        page.locator(".ledger[aria-busy=false]").wait_for(timeout=300_000)
        begun, told = page.evaluate("[window.begun, window.told]")
        first = next(part for part in told if part["part"] == "deals")
        last = next(part for part in reversed(told) if part["part"] == "talks")
        for name, part in (("deals", first), ("talks", last)):
            spent[name].append((part["at"] - begun, part["server"]))
    for name, pairs in spent.items():
        paint, server = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(
            f"{case}, {name}: slider to paint {paint:.0f} ms (goal {GOALS[name]}), of it the server {server:.0f} ms, "
            f"wire and page {paint - server:.0f} ms; {len(pairs)} moves"
        )


if __name__ == "__main__":
    main()
