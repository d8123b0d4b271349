import { createHash } from 'node:crypto';
import type { Markup } from './markup.ts';

const css = `
:root{--ink:#1c2330;--soft:#5b6576;--line:#d9dee7;--paper:#fff;--back:#f3f5f9;--accent:#1557c0;--on-accent:#fff;--good:#17714a;--bad:#b3261e}
@media (prefers-color-scheme:dark){:root{--ink:#e8ebf1;--soft:#a3adbd;--line:#39414f;--paper:#1a1f29;--back:#11151c;--accent:#86b3ff;--on-accent:#0d1420;--good:#6fd3a3;--bad:#ff9d94}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);font:1rem/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
main{max-width:40rem;margin:0 auto;padding:1.25rem 1rem 3rem}
header{display:flex;justify-content:space-between;gap:1rem;color:var(--soft);font-size:.9rem}
h1{font-size:1.4rem;line-height:1.35;margin:0 0 .25rem;overflow-wrap:anywhere}section h1{margin:.25rem 0}.number{margin:.75rem 0 0;font-weight:600}
h2{font-size:1.05rem;margin:0 0 .5rem}
a{color:var(--accent)}
p{margin:.25rem 0}
section{background:var(--paper);border:1px solid var(--line);border-radius:.75rem;padding:1rem;margin-top:1rem}
.said{border-color:var(--accent);border-left-width:.3rem}.asked{border:2px solid var(--accent)}
.soft{color:var(--soft);font-size:.9rem}
.good{color:var(--good)}.bad{color:var(--bad)}
ol{list-style:none;margin:0;padding:0}
ol li{position:relative;padding:0 0 .85rem 1.6rem;color:var(--soft)}
ol li::before{content:"";position:absolute;left:.1rem;top:.45em;width:.7rem;height:.7rem;border-radius:50%;border:2px solid var(--line);background:var(--paper)}
ol li:not(:last-child)::after{content:"";position:absolute;left:.4rem;top:1.35em;bottom:-.2em;border-left:2px solid var(--line)}
ol li:last-child{padding-bottom:0}ol li.done{color:var(--ink)}ol li.done::before{background:var(--good);border-color:var(--good)}
ol li[aria-current]{color:var(--ink);font-weight:600}ol li[aria-current]::before{border-color:var(--accent)}
dl{display:grid;grid-template-columns:auto 1fr;margin:0}
dt,dd{padding:.4rem 0;border-bottom:1px solid var(--line)}dt{padding-right:1rem;color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
dl :is(dt,dd):nth-last-of-type(1){border:0;padding-bottom:0}
label{display:block;margin-bottom:.25rem}
textarea{width:100%;min-height:5.5rem;padding:.6rem;border:1px solid var(--soft);border-radius:.5rem;background:var(--paper);color:inherit;font:inherit}
button,summary{width:100%;min-height:2.9rem;margin-top:.6rem;padding:.5rem 1rem;border:1px solid var(--accent);border-radius:.5rem;background:transparent;color:var(--accent);font:inherit;font-weight:600;cursor:pointer}
button.main{background:var(--accent);color:var(--on-accent)}
summary{display:grid;place-items:center;list-style:none}summary::-webkit-details-marker{display:none}details[open] summary{margin-bottom:1rem;border-style:dashed}
header a{padding:.6rem;margin:-.6rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
form+form{margin-top:1.5rem}section+p{margin-top:1rem}
fieldset{border:0;margin:0;padding:0}legend{padding:0;font-weight:600;margin-bottom:.5rem}
.scores{display:grid;gap:.5rem}.scores label{display:flex;align-items:center;gap:.7rem;min-height:2.9rem;margin:0;padding:.4rem .9rem;border:1px solid var(--line);border-radius:.5rem;cursor:pointer}.scores label:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.scores input{width:1.2rem;height:1.2rem;margin:0;accent-color:var(--accent)}.scores b{min-width:.8rem}

.files{display:grid;grid-template-columns:repeat(auto-fill,minmax(8rem,1fr));gap:.75rem;list-style:none;margin:0;padding:0}
.files img{display:block;width:100%;height:7rem;object-fit:cover;border:1px solid var(--line);border-radius:.5rem;background:var(--back)}
.files span{display:block;overflow-wrap:anywhere}
@media (min-width:40rem){button,summary{width:auto;min-width:11rem}details:not([open]){display:inline-block}.asked form{display:inline-block;margin-right:.75rem}.asked details[open]{display:block}.scores{grid-template-columns:repeat(5,1fr)}.scores label{flex-direction:column;gap:.2rem;text-align:center}}
`;

/** The stylesheet, as it stands in the page. */
export const pageCss: Markup = { markup: css };

/** This style sheet and no other, no script, pictures and forms of ours only. */
export const pageCsp = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'`,
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
