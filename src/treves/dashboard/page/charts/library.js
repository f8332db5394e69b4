/** The chart library, fetched when the first chart is about to be seen, and dressed in the page's own colours. */

import { h } from "../element.js";
import { colours, listenToTheme } from "../theme.js";

let loading = null;
const load = () => (loading ??= import("../vendor/echarts-6.1.0.min.js"));
const isCalm = matchMedia("(prefers-reduced-motion: reduce)");

/** Type and colours every chart shares. */
export function dress() {
  const [ink, soft, line, paper, hue, wash, faint] = colours("ink", "soft", "line", "paper", "hue", "wash", "faint");
  const font = getComputedStyle(document.documentElement).getPropertyValue("--sans");
  return { ink, soft, line, paper, hue, wash, faint, font };
}

/**
 * A chart that is drawn when it comes in sight, again when it is told something new, its size or the colours change.
 * @param {object} given
 * @param {string} given.label for those who listen
 * @param {(width: number) => number} given.height of a width, pixels
 * @param {(dress: ReturnType<typeof dress>, width: number) => object | null} given.option null while there is nothing to draw
 * @param {(chart: any) => void} [given.onReady]
 */
export function chart({ label, height, option, onReady }) {
  const node = h("div", { class: "chart", role: "img", "aria-label": label });
  let drawn = null;
  let isSeen = false;
  let frame = 0;
  let width = 0;

  async function draw() {
    frame = 0;
    width = node.clientWidth;
    if (!isSeen || !width) return;
    const look = dress();
    const told = option(look, width);
    if (!told) return;
    const { init } = await load();
    const tall = height(width);
    if (!drawn) {
      node.style.height = `${tall}px`;
      drawn = init(node, null, { renderer: "svg", width, height: tall });
      onReady?.(drawn);
    } else if (drawn.getWidth() !== width || drawn.getHeight() !== tall) {
      node.style.height = `${tall}px`;
      drawn.resize({ width, height: tall });
    }
    drawn.setOption(
      {
        animation: !isCalm.matches,
        animationDuration: 0,
        animationDurationUpdate: 150,
        aria: { enabled: true, label: { description: label } },
        textStyle: { fontFamily: look.font, color: look.ink, fontSize: 12 },
        ...told,
        tooltip: {
          renderMode: "richText",
          confine: true,
          backgroundColor: look.paper,
          borderColor: look.ink,
          borderWidth: 1,
          textStyle: { color: look.ink, fontSize: 12, fontFamily: look.font },
          ...told.tooltip,
        },
      },
      { notMerge: true, lazyUpdate: false },
    );
  }
  const ask = () => {
    if (!frame && isSeen) frame = requestAnimationFrame(draw);
  };
  new IntersectionObserver(
    (entries) => {
      isSeen = entries.at(-1).isIntersecting;
      ask();
    },
    { rootMargin: "200px" },
  ).observe(node);
  addEventListener("beforeprint", () => {
    isSeen = true;
    draw();
  });
  new ResizeObserver(() => {
    if (node.clientWidth !== width) ask();
  }).observe(node);
  listenToTheme(ask);
  return { node, update: ask };
}
