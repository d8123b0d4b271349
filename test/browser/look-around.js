/**
 * What somebody who looks would call cut off, too small to tap, or on top of something else. Runs in the page.
 * Boxes that scroll by design, and lines that end in an ellipsis on purpose, are not cut off.
 */
export function lookAround(tapPx) {
  const wrong = [];
  const seen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
  };
  const name = (element) =>
    `${element.tagName.toLowerCase()}${element.id && `#${element.id}`}${[...element.classList].map((one) => `.${one}`).join('')} “${(element.textContent ?? '').trim().slice(0, 30)}”`;
  const inScroller = (element) => {
    for (let up = element.parentElement; up; up = up.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(up).overflowX)) return true;
    }
    return false;
  };

  for (const element of document.querySelectorAll('body *')) {
    if (!seen(element)) continue;
    const style = getComputedStyle(element);
    const { left, right } = element.getBoundingClientRect();
    if ((right > innerWidth + 1 || left < -1) && style.position !== 'absolute' && !inScroller(element))
      wrong.push(`beside the screen: ${name(element)}`);
    const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    const cut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
    const meant = style.textOverflow === 'ellipsis' || /auto|scroll/.test(style.overflowX);
    if (says && cut && !meant && style.display !== 'inline' && !element.matches('option, .said-only'))
      wrong.push(`cut off: ${name(element)}`);
  }

  for (const element of document.querySelectorAll('button, select, input, textarea, summary')) {
    const { height, width } = element.getBoundingClientRect();
    // A link within a line is as high as its line.
    if (!seen(element) || element.matches('.link, .act.link')) continue;
    if (height < tapPx - 0.5 || width < Math.min(tapPx, 34))
      wrong.push(`too small to tap (${Math.round(width)}×${Math.round(height)}): ${name(element)}`);
  }

  const panels = [...document.querySelectorAll('.top, .story, .clock, .news, .tabs, .pane')].filter(seen);
  for (const [at, one] of panels.entries()) {
    for (const other of panels.slice(at + 1)) {
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      const [wide, high] = [
        Math.min(a.right, b.right) - Math.max(a.left, b.left),
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
      ];
      if (wide > 1 && high > 1) wrong.push(`on top of each other: ${name(one)} and ${name(other)}`);
    }
  }
  return [...new Set(wrong)].slice(0, 10);
}
