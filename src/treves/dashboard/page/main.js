/** The page: it opens the case, lays out the parts, and keeps every one in step with what is moved. */

import { announce, liveRegion } from "./announce.js";
import { fill, h } from "./element.js";
import { layOut } from "./layout.js";
import { openServer, takeToken } from "./server.js";
import { createSession } from "./session.js";
import { createStudy } from "./study.js";
import { startTheme } from "./theme.js";
import { TABS } from "./tabs.js";
import { chooseLanguage, startLanguage, t } from "./words.js";

const place = document.getElementById("page");
startTheme();
startLanguage();
open();

async function open() {
  const server = openServer(takeToken());
  try {
    const start = await server.get("/api/start");
    const session = createSession(Object.keys(TABS));
    const study = createStudy(start, server, session);
    const draw = () =>
      layOut(place, study, (language) => {
        chooseLanguage(language);
        draw();
        announce(t("language.chosen"));
      });
    draw();
    addEventListener("hashchange", () => session.follow());
    addEventListener("keydown", (event) => steps(event, session));
    study.look();
  } catch (failed) {
    fill(
      place,
      liveRegion(),
      h(
        "main",
        { class: "page part" },
        h("h1", { text: "treves" }),
        h("p", { class: "standfirst", text: failed.status === 401 ? t("start.no_token") : failed.message }),
      ),
    );
    if (!failed.status) throw failed;
  }
}

/** Ctrl+Z and Ctrl+Shift+Z, but not while something is typed. */
function steps(event, session) {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.matches("textarea, input[type=text], input[type=search]")) return;
  event.preventDefault();
  if (event.shiftKey) session.redo();
  else session.undo();
}
