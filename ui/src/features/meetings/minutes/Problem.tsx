import classes from "./Minutes.module.css";

/** What is missing, beside where it belongs. */
export function Problem({ children }: { children: string | null }) {
  return children === null ? null : (
    <p className={classes.problem} role="alert">
      {children}
    </p>
  );
}
