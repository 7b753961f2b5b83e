import { msg } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";

import { KeyHint } from "@/components/KeyHint";
import { useShortcuts } from "@/shared/shortcuts";

import classes from "./Wizard.module.css";

interface FooterProps {
  /** What the button does: "Check the file". */
  label: string;
  /** Undefined while something is missing. */
  onNext: (() => void) | undefined;
  /** Other buttons, before the main one. */
  others?: ReactNode;
  /** What is still missing, or what will happen. */
  words?: ReactNode;
  warn?: boolean;
}

/** The foot of a step: what is missing, and the way on. */
export function Footer({ label, onNext, others, words, warn = false }: FooterProps) {
  useShortcuts(msg`Import a file`, [{ keys: "mod+Enter", label: msg`On to the next step`, run: () => onNext?.(), inFields: true, keysOnly: true }]);
  return (
    <footer className={classes.footer}>
      <output className={classes.footerWords} data-tone={warn ? "warn" : undefined}>
        {words}
      </output>
      {others}
      <Button onClick={onNext} disabled={onNext === undefined} rightSection={<KeyHint keys="mod+Enter" onButton />}>
        {label}
      </Button>
    </footer>
  );
}
