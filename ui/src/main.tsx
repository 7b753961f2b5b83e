import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/theme/global.css";

import { createRoot, hydrateRoot } from "react-dom/client";

import { Program } from "./app/Program";
import { readStart } from "./app/start";
import { noteCrash } from "./ipc/log";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no root");

// Language, theme and state are known before anything is drawn, so nothing flashes and no spinner is needed.
void readStart().then((start) => {
  const program = <Program start={start} />;
  // The door stands there already: it is taken over as it is, with what was typed and where the focus is.
  if (root.hasChildNodes()) hydrateRoot(root, program, { onRecoverableError: noteCrash });
  else createRoot(root).render(program);
});
