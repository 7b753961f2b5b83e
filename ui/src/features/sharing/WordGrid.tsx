import classes from "./Sharing.module.css";

/** Words that somebody has to copy without a mistake: numbered, read downwards. */
export function WordGrid({ words, columns, label }: { words: readonly string[]; columns: number; label: string }) {
  // Words may repeat; their places do not.
  const numbered = words.map((word, index) => ({ place: index + 1, word }));
  const rows = Math.ceil(words.length / columns);
  return (
    <ol className={classes.grid} style={{ gridTemplateRows: `repeat(${rows}, auto)`, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }} aria-label={label}>
      {numbered.map(({ place, word }) => (
        <li key={place} className={classes.word}>
          <span className={classes.number}>{place}</span>
          <span>{word}</span>
        </li>
      ))}
    </ol>
  );
}
