const units: [names: RegExp, ms: number][] = [
  [/^(?:s|sec|secs|seconds?|秒钟?)$/, 1000],
  [/^(?:m|min|mins|minutes?|分钟?)$/, 60_000],
  [/^(?:h|hr|hrs|hours?|个?小时)$/, 3_600_000],
  [/^(?:d|days?|天|日)$/, 86_400_000],
  [/^(?:w|weeks?|周)$/, 604_800_000],
];

/** Milliseconds of `31m`, `1h30m`, `2 hours`, `12 小时`; undefined when it is no such thing. */
export function readDuration(text: string): number | undefined {
  const words = text.trim().toLowerCase();
  const sign = words.startsWith('-') ? -1 : 1;
  const rest = words.replace(/^[-+]\s*/, '');
  if (rest.length > 64 || !/^(?:\d{1,9}(?:\.\d{1,3})?\s*[a-z\u4e00-\u9fff]{1,8}\s*)+$/.test(rest))
    return undefined;
  let sum = 0;
  for (const [, amount, name = ''] of rest.matchAll(/(\d+(?:\.\d+)?)\s*([^\d\s.]+)/g)) {
    const unit = units.find(([names]) => names.test(name));
    if (!unit) return undefined;
    sum += Number(amount) * unit[1];
  }
  return sign * Math.round(sum);
}
