/** Every class that the style sheet knows. */
export type ClassName =
  | "met"
  | "warning"
  | "unmet"
  | "unknown"
  | "note"
  | "mark"
  | "verdict"
  | "answer"
  | "counts"
  | "quiet"
  | "screen"
  | "to-do"
  | "compared"
  | "plain"
  | "pairs"
  | "facts"
  | "look"
  | "evidence"
  | "rows"
  | "line"
  | "heads"
  | "label"
  | "target"
  | "targets"
  | "stacked"
  | "plots"
  | "chosen"
  | "bar"
  | "idle"
  | "axis"
  | "marker";

/**
 * How a page looks. Colour never tells anything alone: each mark has a sign and a word. A page is light or dark as its
 * reader's system is, and black on white on paper, where all evidence stands open.
 */
export const styleSheet = `
:root{--paper:#fff;--ink:#1c2126;--soft:#545d68;--line:#d5dae0;--tint:#f5f7f9;--link:#0a4fa3;
--met:#176b2c;--warning:#7d4a00;--unmet:#b0201a;--unknown:#6a35ad;--note:#43505c;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#15191e;--ink:#e7eaed;--soft:#a9b3bd;--line:#39424c;--tint:#1d232a;--link:#8fc1ff;
--met:#7bd389;--warning:#f0b95b;--unmet:#ff938a;--unknown:#cba6ff;--note:#b4c0cc}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;max-width:66rem;padding:2rem 1.25rem 4rem;background:var(--paper);color:var(--ink);
font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
h1,h2,h3,h4{line-height:1.25;margin:0;font-weight:650;text-wrap:balance}
h1{font-size:1.9rem;letter-spacing:-.01em}
h2{font-size:1.35rem;margin:3rem 0 .9rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1.05rem;margin:1.6rem 0 .4rem}
h4{font-size:1rem;margin:1.2rem 0 .3rem}
p{margin:.4rem 0;max-width:46rem}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
small{font-size:.875rem;color:var(--soft);font-weight:400}
bdi,code,dt,dd,small,.line>*{unicode-bidi:isolate}
code{font:.9em/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace}
pre{margin:.5rem 0;padding:.6rem .8rem;background:var(--tint);border:1px solid var(--line);border-radius:4px;white-space:pre-wrap;max-width:46rem}
pre code{display:block;user-select:all}
ul,ol{margin:.4rem 0;padding-left:1.4rem}
.quiet{color:var(--soft);font-size:.9375rem}
.mark{white-space:nowrap;font-weight:650}
.mark::before{display:inline-block;width:1.15em;text-align:center;margin-right:.25em;content:"·";content:"·"/""}
.mark.met::before{content:"✓";content:"✓"/""}
.mark.warning::before{content:"!";content:"!"/""}
.mark.unmet::before{content:"✗";content:"✗"/""}
.mark.unknown::before{content:"?";content:"?"/""}
.mark.met{color:var(--met)}.mark.warning{color:var(--warning)}.mark.unmet{color:var(--unmet)}.mark.unknown{color:var(--unknown)}.mark.note{color:var(--note)}
.verdict{padding-left:1.25rem;border-left:6px solid var(--note)}
.verdict.met{border-color:var(--met)}.verdict.warning{border-color:var(--warning)}.verdict.unmet{border-color:var(--unmet)}.verdict.unknown{border-color:var(--unknown)}
.verdict p{margin:.3rem 0}
.answer{font-size:2.4rem;line-height:1.2;letter-spacing:.01em}
.answer .mark{white-space:normal}
.answer .mark::before{width:auto}
.counts{font-weight:650}
nav ul{list-style:none;padding:0;margin:1.5rem 0 0;display:flex;flex-wrap:wrap;gap:.3rem 1.25rem}
.to-do{padding:0;list-style:none;counter-reset:n}
.to-do>li{counter-increment:n;position:relative;padding:.9rem 0 .9rem 2.6rem;border-bottom:1px solid var(--line)}
.to-do>li::before{content:counter(n);position:absolute;left:0;top:.85rem;width:1.8rem;text-align:right;color:var(--soft);font-size:1.05rem}
.to-do>li:last-child{border-bottom:0}
.to-do h3{margin:0 0 .3rem}
.to-do h3 .mark{margin-right:.6em}
.compared b:last-of-type:not(:first-child){margin-left:1.25em}
.plain{list-style:none;padding:0}
.plain>li{padding:.25rem 0}
dl{margin:.5rem 0}
.pairs,.facts{display:grid;grid-template-columns:minmax(7rem,13rem) minmax(0,1fr);gap:.25rem 1.25rem}
.pairs dt,.facts dt{color:var(--soft)}
.pairs dd,.facts dd{margin:0}
.facts small,li>small{display:block}
.look{margin:.9rem 0 .2rem}
.line{display:grid;grid-template-columns:7.5rem minmax(0,15rem) minmax(0,1fr) minmax(0,1.4fr);gap:0 1.25rem}
.line>:last-child small{display:block}
.heads{padding:.6rem 0 .2rem 1.4rem;color:var(--soft);font-size:.875rem}
.heads+h3,.heads+h4{margin-top:.3rem}
.rows{list-style:none;margin:0;padding:0;border-top:1px solid var(--line)}
.rows>li{border-bottom:1px solid var(--line)}
summary{cursor:pointer;position:relative;padding:.45rem 0 .45rem 1.4rem;list-style:none}
summary::-webkit-details-marker{display:none}
summary::before{content:"";position:absolute;left:.25rem;top:1rem;width:.45rem;height:.45rem;border:solid var(--soft);border-width:0 2px 2px 0;transform:rotate(-45deg)}
details[open]>summary::before{transform:rotate(45deg)}
summary:hover{background:var(--tint)}
.label{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.evidence{margin:0 0 1rem 1.4rem;padding:.4rem 1rem .6rem;background:var(--tint);border-radius:4px}
.evidence pre{background:var(--paper)}
.target{border-bottom:1px solid var(--line)}
.target>summary{padding-top:.8rem;padding-bottom:.8rem}
.target>summary::before{top:1.35rem}
.target h3{display:inline;margin:0}
.target>div{padding:0 0 1.5rem 1.4rem;scroll-margin-top:4rem}
table{border-collapse:collapse;width:100%;margin:.6rem 0}
caption{text-align:left;color:var(--soft);font-size:.9375rem;padding-bottom:.3rem}
th,td{text-align:left;vertical-align:top;padding:.4rem 1rem .4rem 0;border-bottom:1px solid var(--line)}
thead th{color:var(--soft);font-weight:400;font-size:.875rem}
tbody th{font-weight:650}
.plots{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));gap:1.25rem 2rem;margin:1rem 0}
svg{display:block;width:100%;max-width:24rem;height:auto}
svg text{fill:var(--ink);font:12px system-ui,sans-serif;paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
text.marker{font-weight:650}
.bar{fill:var(--line);stroke:var(--soft)}
.chosen{fill:var(--link);stroke:var(--link)}
.idle{fill:none;stroke:var(--soft);stroke-dasharray:3 3}
.axis{stroke:var(--soft)}
line.marker{stroke:var(--ink);stroke-width:2;stroke-dasharray:2 3}
footer{margin-top:3rem}
@media (max-width:46rem){
body{padding:1.25rem 1rem 3rem}
h1{font-size:1.5rem}.answer{font-size:1.8rem}
.verdict{padding-left:.9rem}
.heads{display:none}
.line{grid-template-columns:1fr;gap:.1rem}
.label{position:static;width:auto;height:auto;clip-path:none;color:var(--soft)}
.pairs,.facts{grid-template-columns:1fr;gap:0}
.pairs dd,.facts dd{margin-bottom:.5rem}
.evidence{margin-left:0;padding:.3rem .75rem .5rem}
.target>div{padding-left:0}
.to-do>li{padding-left:0}
.to-do>li::before{position:static;display:block;width:auto;text-align:left;font-size:.9375rem}
table,tbody,tr,th,td,caption{display:block;padding:0}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{border:0}
tr{padding:.5rem 0;border-bottom:1px solid var(--line)}
}
@media print{
:root{--paper:#fff;--ink:#000;--soft:#333;--line:#999;--tint:#fff;--link:#000;--met:#000;--warning:#000;--unmet:#000;--unknown:#000;--note:#000;color-scheme:light}
@page{margin:18mm 16mm;@bottom-right{content:counter(page) " of " counter(pages);font:8pt sans-serif}}
html{font-size:9.5pt}
body{max-width:none;padding:0}
details::details-content{display:block;content-visibility:visible;height:auto;opacity:1}
nav,.screen{display:none}
summary::before{display:none}
summary,.evidence,.heads{padding-left:0;margin-left:0}
.evidence{border-left:2px solid var(--line);padding-left:.7rem;border-radius:0}
h2,h3,h4,summary,caption,thead,.heads,.look{break-after:avoid}
h2{margin-top:1.6rem}
.pairs,.facts{grid-template-columns:7.5rem minmax(0,1fr);gap:.1rem 1rem}
.evidence{margin-bottom:.6rem;padding-top:.1rem;padding-bottom:.1rem}
.look{margin-top:.4rem}
.to-do>li{padding-top:.5rem;padding-bottom:.5rem}
.to-do>li::before{top:.45rem}
.to-do>li,tr,svg,pre,dd{break-inside:avoid}
p,pre{max-width:none}
.chosen{fill:#000}
a{text-decoration:none}
}
`;

/** What the page's policy allows as style: this sheet, and no other. Its test says what it must be. */
export const styleSheetHash = "sha256-GucAZM+ybypGI1HQkZ9VzzzjrSbhFzEzCOJqqQQ6STk=";
