const attribute = "data-mantine-color-scheme";

/** Paper is white whatever the window is: while it prints, the page has the colours of the light theme. Ends when what it returns is called. */
export function printsLight(): () => void {
  const page = document.documentElement;
  let before: string | null = null;
  const begin = () => {
    before = page.getAttribute(attribute);
    page.setAttribute(attribute, "light");
  };
  const end = () => {
    if (before !== null) page.setAttribute(attribute, before);
    before = null;
  };
  window.addEventListener("beforeprint", begin);
  window.addEventListener("afterprint", end);
  return () => {
    end();
    window.removeEventListener("beforeprint", begin);
    window.removeEventListener("afterprint", end);
  };
}
