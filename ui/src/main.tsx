import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/theme/global.css";

import { createRoot } from "react-dom/client";

import { Program } from "./app/Program";
import { readStart } from "./app/start";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no root");

// Language, theme and state are known before anything is drawn, so nothing flashes and no spinner is needed.
void readStart().then((start) => createRoot(root).render(<Program start={start} />));
