/** Something that was done at the door while nobody was there to follow it. */
interface Act {
  at: HTMLElement;
  repeat: () => void;
}

/**
 * Keeps in mind what somebody does at the door before the program is there. Typing and ticking are the browser's own and
 * stay in the fields; what is pressed is done again once the program has taken over.
 *
 * @returns a function for that moment
 */
export function rememberActs(): () => Promise<void> {
  const acts: Act[] = [];
  const over = new AbortController();
  const listen = <Kind extends keyof DocumentEventMap>(kind: Kind, hear: (event: DocumentEventMap[Kind]) => void) =>
    document.addEventListener(kind, hear, { capture: true, signal: over.signal });
  const remember = (event: Event, act: Act) => {
    event.preventDefault();
    // The program may be just taking over, and is not to do it a second time.
    event.stopImmediatePropagation();
    acts.push(act);
  };
  let entered = false;

  listen("mousedown", (event) => {
    const button = closest(event, "button");
    if (!button) return;
    event.stopImmediatePropagation();
    // A button that the keyboard does not reach lies in a field and leaves it the focus.
    if (button.tabIndex < 0) event.preventDefault();
  });
  listen("click", (event) => {
    const control = closest(event, "button:not([type=submit]), input[type=radio]");
    if (control) remember(event, { at: control, repeat: () => press(control) });
  });
  listen("submit", (event) => {
    const form = event.target as HTMLFormElement;
    entered = true;
    remember(event, { at: form, repeat: () => form.requestSubmit() });
  });
  listen("beforeinput", (event) => {
    // What is sent is what stood there when it was sent.
    if (entered) event.preventDefault();
  });
  listen("input", (event) => {
    const field = event.target as HTMLInputElement;
    if (field.type === "password") allow(field.form?.querySelector("button[type=submit]") ?? null, field.value !== "");
  });

  const repeatAll = async (): Promise<void> => {
    const act = acts.shift();
    if (!act) return;
    // What was pressed before it may have led elsewhere.
    if (act.at.isConnected) act.repeat();
    await turn();
    await repeatAll();
  };
  return async () => {
    // What the program takes from the fields is drawn first.
    await turn();
    over.abort();
    await repeatAll();
  };
}

function closest(event: Event, selector: string): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
}

function press(control: HTMLElement): void {
  control.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }));
  control.click();
}

/** As the component marks itself (`Button` of the library). */
function allow(button: HTMLButtonElement | null, allowed: boolean): void {
  if (!button) return;
  button.disabled = !allowed;
  button.classList.toggle("mantine-active", allowed);
  if (allowed) button.removeAttribute("data-disabled");
  else button.setAttribute("data-disabled", "true");
}

function turn(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}
