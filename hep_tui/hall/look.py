"""How the pages of the hall look, and the one script of the projector page. The colours are those of the screens."""

WALL = """
:root { font-size: min(1vw, 1.78vh); }
* { box-sizing: border-box; margin: 0; }
html, body { height: 100%; }
body { background: #101418; color: #f2f4f6;
  font: 2rem/1.25 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
main { height: 100vh; padding: 3.6rem 5rem 3rem; display: flex; flex-direction: column; gap: 2rem; overflow: hidden; }
h1, h2 { line-height: 1.15; font-weight: 700; text-wrap: balance; }
h2, .asked { color: #c8d0d8; }
.quiet { color: #a9b4be; }
main > .quiet { font-size: 1.5rem; }
.large { color: #ffd35c; font-weight: 800; line-height: 1.08; margin: auto 0; text-wrap: balance; }
.rest { color: #a9b4be; font-size: 2.4rem; }
.rest:first-child { margin-top: auto; }
.rest:last-child { margin-bottom: auto; }
.warning { color: #ff9e94; font-weight: 700; font-size: 2.4rem; }
.count { font-size: 6rem; margin: auto 0; }
.count b { font-size: 16rem; color: #ffd35c; }
.lines { display: grid; grid-template-columns: max-content 1fr; column-gap: .8em; row-gap: .5em; flex: 1;
  align-content: center; line-height: 1.2; }
.lines p { display: contents; }
.lines b { color: #c8d0d8; max-width: 40rem; font-variant-numeric: tabular-nums; }
.lines span { font-weight: 600; }
.lines .quiet span { font-weight: 400; }
.lines span:only-child { grid-column: 1 / -1; }
.options { list-style: none; padding: 0; flex: 1; font-weight: 700; line-height: 1.2; align-content: space-evenly; }
.options li { display: flex; gap: .8em; padding: .2em 0; break-inside: avoid; }
.options b { color: #ffd35c; min-width: 1.2em; }
.chart { flex: 1; width: 100%; border-collapse: separate; border-spacing: 0 .3em; font-weight: 700; line-height: 1.2; }
caption { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
th { text-align: left; width: 42%; padding: 0 .6em; }
.figure { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; width: 1%; }
.bar { padding: 0 .6em 0 0; }
.bar i { display: block; height: 1.4em; min-width: .12em; background: #ffd35c; }
footer { display: flex; justify-content: space-between; align-items: end; gap: 2rem; color: #c8d0d8;
  font-variant-numeric: tabular-nums; }
footer .in { font-size: 3.6rem; font-weight: 800; color: #ffd35c; white-space: pre-wrap; line-height: 1; }
@media (max-width: 700px) {
  :root { font-size: 4.2vw; }
  main { height: auto; min-height: 100vh; padding: 1.2rem; gap: 1rem; }
  h1, h2, .large { font-size: 1.7rem !important; }
  .asked, .warning { font-size: 1.2rem !important; }
  .lines, .options, .chart, main > .quiet { font-size: max(16px, 1.1rem) !important; }
  .lines p + p { margin-top: .5em; }
  .options { columns: 1 !important; flex: none; }
  .lines, .lines p { display: block; }
  th { width: 48%; }
  .lines b { margin-right: .5em; }
  footer { flex-direction: column; align-items: start; margin-top: auto; }
  footer .in { font-size: 1.5rem; }
  .count { font-size: 2rem; }
  .count b { font-size: 5rem; }
}
@media print {
  @page { size: 320mm 180mm; margin: 0; }
  :root { font-size: 3.2mm; }
  body { background: #fff; color: #000; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  main { height: 180mm; break-after: page; }
  main:last-of-type { break-after: auto; }
  h2, .asked, .quiet, .lines b, footer { color: #333; }
  .large, .options b, footer .in, .count b { color: #6b3500; }
  .warning { color: #8f1414; }
  .bar i { background: #6b3500; }
}
"""
DESK = """
main { max-width: 62rem; height: auto; padding: 1.5rem; gap: 1rem; }
:root { font-size: 16px; } body { font-size: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; }
form { display: flex; flex-direction: column; gap: .5rem; }
button { font: inherit; padding: .7rem 1rem; text-align: left; color: inherit; background: #1a2026; cursor: pointer;
  border: 2px solid #76828e; border-radius: .3rem; }
button[aria-current] { border-color: #ffd35c; } button:focus-visible { outline: 3px solid #ffd35c; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; }
a { color: #7cc4ff; }
"""
SCRIPT = """
const wall = document.querySelector("main"), keys = { ArrowRight: "next", " ": "next", PageDown: "next",
  ArrowLeft: "back", PageUp: "back", c: "curtain" };
let seen = "";
async function look() {
  try {
    const answer = await fetch("/now", { cache: "no-store" });
    const html = await answer.text();
    if (answer.ok && html !== seen) { seen = html; wall.innerHTML = html; }
  } catch { }
}
addEventListener("keydown", async event => {
  const act = keys[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const body = new URLSearchParams({ act, key: document.body.dataset.key });
  await fetch("/act", { method: "POST", body });
  look();
});
setInterval(look, 1000);
look();
"""
BALLOT = """
* { box-sizing: border-box; }
body { margin: 0; background: #fbfbf9; color: #14181c; font: 18px/1.35 system-ui, "Segoe UI", Arial, sans-serif; }
main { max-width: 34rem; margin: 0 auto; padding: 1rem 1rem 2rem; }
h1 { font-size: 1.35rem; line-height: 1.2; margin: 0 0 .8rem; }
h2 { font-size: 1.1rem; margin: 0 0 .4rem; }
p { margin: 0 0 .8rem; }
ul { font-weight: 700; padding-left: 1.2rem; }
form { display: flex; flex-direction: column; gap: .5rem; }
label { display: flex; align-items: center; gap: .8rem; min-height: 3rem; }
label.level { flex-direction: column; align-items: stretch; gap: .2rem; }
input, select, button { font: inherit; min-height: 3rem; padding: 0 .6rem; color: inherit; background: #fff;
  border: 2px solid #444e58; border-radius: .3rem; }
label > input { width: 4rem; flex: none; text-align: center; font-weight: 700; }
label > input[type=radio], label > input[type=checkbox] { width: 2rem; min-height: 2rem; accent-color: #0b4f8a; }
.tick { border-bottom: 1px solid #7a848e; }
button { margin-top: .6rem; font-weight: 700; }
.go { background: #0b4f8a; border-color: #0b4f8a; color: #fff; }
:focus-visible { outline: 4px solid #7a3e00; outline-offset: 2px; }
.alarm { color: #8f1414; font-weight: 700; }
.said { font-size: 1.2rem; font-weight: 700; }
"""
