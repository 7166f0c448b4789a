/** What a browser shows to whoever did not bring the nonce. */
export const nothingHere = "<!doctype html><title>Nothing here</title><p>Nothing here.</p>\n";

const characters: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** What a phone shows that has reached the place. Nothing that was sent stands in it, but the address it came from. */
export const answerPage = (from: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>Reached</title>
<body style="font: 1.2em/1.5 sans-serif; margin: 2em auto; max-width: 30em; padding: 0 1em">
<h1>Reached</h1>
<p>This page comes from the machine on which Footing listens. It saw you come from
<code>${from.replaceAll(/[&<>"]/g, (one) => characters[one] ?? "")}</code>, and tells there what that shows.</p>
<p>You may close it.</p>
</html>
`;
