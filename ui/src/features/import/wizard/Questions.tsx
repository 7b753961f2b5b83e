import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { ReactNode } from "react";

import type { Mapping } from "@/ipc/bindings/Mapping";
import type { Question } from "@/ipc/bindings/Question";
import { type Format, useFormat } from "@/shared/format";

import { readDate, readNumber } from "./readings";
import { openQuestions, type Rules } from "./state";
import classes from "./Wizard.module.css";

interface QuestionsProps {
  questions: readonly Question[];
  mapping: Mapping;
  rules: Partial<Rules>;
  onAnswer: (changes: Partial<Rules>) => void;
}

interface Answer {
  label: ReactNode;
  hint: ReactNode;
  chosen: boolean;
  rule: Partial<Rules>;
}

/** What only the user can know, each with a value of the file read in both ways. */
export function Questions({ questions, mapping, rules, onAnswer }: QuestionsProps) {
  const format = useFormat();
  const open = openQuestions(questions, mapping, rules);
  const used = new Set(Object.values(mapping.columns).map((column) => column?.index));
  const asked = questions.filter(({ column }) => used.has(column.index));
  if (asked.length === 0) return null;
  return (
    <div className={classes.questions} style={{ marginTop: "1rem" }}>
      {asked.map((question) => (
        <QuestionBox key={question.question} question={question} answers={answersTo(question, rules, format)} open={open.includes(question)} onAnswer={onAnswer} />
      ))}
    </div>
  );
}

interface QuestionBoxProps {
  question: Question;
  answers: Answer[];
  open: boolean;
  onAnswer: (changes: Partial<Rules>) => void;
}

function QuestionBox({ question, answers, open, onAnswer }: QuestionBoxProps) {
  const { t } = useLingui();
  const { header } = question.column;
  const example = question.examples[0] ?? "";
  const about: Record<Question["question"], ReactNode> = {
    date_order: <Trans>Which comes first in the column “{header}”, the day or the month?</Trans>,
    decimal_mark: <Trans>What does {example} mean in the column “{header}”?</Trans>,
    discount_unit: <Trans>Are the discounts in the column “{header}” per cents or fractions?</Trans>,
  };
  return (
    <div className={classes.question} data-answered={!open || undefined}>
      <Text fw={500}>{about[question.question]}</Text>
      <div className={classes.choices} role="radiogroup" aria-label={t`Column “${header}”`}>
        {answers.map(({ label, hint, chosen, rule }) => (
          <label key={JSON.stringify(rule)} className={classes.choice} data-chosen={chosen || undefined}>
            <input type="radio" name={question.question} checked={chosen} onChange={() => onAnswer(rule)} className={classes.radio} />
            <span>
              {label}
              <span className={classes.choiceHint}>{hint}</span>
            </span>
          </label>
        ))}
      </div>
    </div>
  );
}

/** The two ways to read a question's first example. */
function answersTo({ question, examples }: Question, rules: Partial<Rules>, format: Format): Answer[] {
  const example = examples[0] ?? "";
  switch (question) {
    case "date_order":
      return (["day_first", "month_first"] as const).map((order) => ({
        label: order === "day_first" ? <Trans>Day first</Trans> : <Trans>Month first</Trans>,
        hint: `${example} = ${format.longDate(readDate(example, order))}`,
        chosen: rules.date_order === order,
        rule: { date_order: order },
      }));
    case "decimal_mark":
      return (["comma", "point"] as const).map((mark) => ({
        label: mark === "comma" ? <Trans>Decimal comma</Trans> : <Trans>Decimal point</Trans>,
        hint: `${example} = ${numberWords(readNumber(example, mark), format)}`,
        chosen: rules.decimal_mark === mark,
        rule: { decimal_mark: mark },
      }));
    case "discount_unit":
      return (["percent", "fraction"] as const).map((unit) => ({
        label: unit === "percent" ? <Trans>Per cents</Trans> : <Trans>Fractions</Trans>,
        hint: unit === "percent" ? `15 = ${format.percent(0.15)}` : `${format.number(0.15, 2)} = ${format.percent(0.15)}`,
        chosen: rules.discount === unit,
        rule: { discount: unit },
      }));
  }
}

/** A number with as many decimals as it has, at most three. */
function numberWords(value: number | null, format: Format): string {
  if (value === null) return format.number(null);
  const decimals = [0, 1, 2].find((places) => Math.abs(value * 10 ** places - Math.round(value * 10 ** places)) < 1e-9) ?? 3;
  return format.number(value, decimals);
}
