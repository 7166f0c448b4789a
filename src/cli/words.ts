import {
  ArgumentScannerError,
  formatMessageForArgumentScannerError,
  text_en,
  type ApplicationText,
} from "@stricli/core";
import { nearest } from "../facts/nearest.ts";
import { visible } from "../report/text.ts";
import { wrapped } from "../report/width.ts";
import { UsageError } from "../spec/problem.ts";
import { comesLater, isLaterCommand } from "./later.ts";

/** A word of a command line as it may be repeated: what follows `=` may be a secret. */
const repeatable = (word: string): string =>
  visible(word.includes("=") ? `${word.slice(0, word.indexOf("="))}=…` : word, { most: 60 });

const asMeant = (words: readonly string[]): string =>
  words.length === 0 ? "" : `: did you mean ${words.map((word) => `\`${word}\``).join(" or ")}?`;

/** Every sentence of the command line's own, in the words of this program. */
export function textFor(version: string, commands: readonly string[], columns: number): ApplicationText {
  const lines = (...texts: readonly string[]): string => texts.flatMap((text) => wrapped(text, columns)).join("\n");
  return {
    ...text_en,
    headers: { usage: "Usage", aliases: "Also", commands: "Commands", flags: "Options", arguments: "Arguments" },
    briefs: {
      ...text_en.briefs,
      help: "Print this and exit",
      helpAll: "Print this, with hidden options too, and exit",
      argumentEscapeSequence: "What follows is no option",
    },
    noCommandRegisteredForInput: ({ input }) => {
      if (isLaterCommand(input)) return lines(`footing: ${comesLater(`footing ${input}`, version)}`);
      const meant = nearest(input, commands);
      const hint = asMeant(meant === undefined ? [] : [meant]);
      const what = input.startsWith("-") ? "an option here" : "a command";
      return lines(
        `footing: \`${repeatable(input)}\` is not ${what}${hint}`,
        `Commands: ${commands.join(", ")}`,
        "To check a product: footing check PRODUCT",
      );
    },
    exceptionWhileParsingArguments: (error) => lines(`footing: ${describe(error)}`),
    // Commands tell wrong files and wrong requests themselves: what comes here is our own failure.
    exceptionWhileLoadingCommandFunction: passOn,
    exceptionWhileLoadingCommandContext: passOn,
    exceptionWhileRunningCommand: passOn,
    exceptionWhileRunningIntegrationFlag: ({ exception }) => passOn(exception),
    exceptionWhileRunningIntegrationHook: ({ exception }) => passOn(exception),
  };
}

function passOn(error: unknown): never {
  throw error instanceof Error ? error : new Error(String(error));
}

/** The library suggests an option by the name that it has in the code: `noColor`. */
const asDocumented = (option: string): string =>
  `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function describe(error: unknown): string {
  if (!(error instanceof ArgumentScannerError))
    return error instanceof Error ? error.message : "the command line cannot be read";
  return formatMessageForArgumentScannerError(error, {
    FlagNotFoundError: ({ input, corrections }) =>
      `\`--${repeatable(input)}\` is not an option of this command${asMeant(corrections.map(asDocumented))}`,
    AliasNotFoundError: ({ input }) => `\`-${repeatable(input)}\` is not an option of this command`,
    ArgumentParseError: ({ externalFlagNameOrPlaceholder, input, exception }) => {
      const why = exception instanceof UsageError ? exception.message : "it cannot be read";
      const isArgument = /^[A-Z]/.test(externalFlagNameOrPlaceholder);
      // An answer may be a secret, with = or, mistyped, without.
      if (externalFlagNameOrPlaceholder === "set") return `--set: ${why}`;
      return isArgument
        ? `\`${repeatable(input)}\` ${why}`
        : `--${externalFlagNameOrPlaceholder} ${repeatable(input)}: ${why}`;
    },
    UnexpectedFlagError: ({ externalFlagName }) => `--${externalFlagName} is given twice`,
    UnexpectedPositionalError: ({ expectedCount, input }) =>
      `\`${repeatable(input)}\` is too much: this command takes ${expectedCount === 0 ? "no argument" : `at most ${expectedCount}`}`,
    // Only one option has to be given; where it is not, its name alone would not say so.
    UnsatisfiedFlagError: ({ externalFlagName }) =>
      externalFlagName === "facts" ? "judge needs --facts FILE" : `--${externalFlagName} needs a value`,
    UnsatisfiedPositionalError: ({ placeholder }) => `${placeholder} is missing`,
    InvalidNegatedFlagSyntaxError: ({ externalFlagName }) => `--${externalFlagName} takes no value`,
    EnumValidationError: ({ externalFlagName, input, values }) =>
      `--${externalFlagName} ${repeatable(input)}: expected one of ${values.join(", ")}`,
  });
}
