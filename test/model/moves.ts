import fc from 'fast-check';

/** What happens next in the model's world. Numbers choose among what is there at that moment. */
export type Move =
  /** So many calls of the hubs go on, chosen one after the other. */
  | { do: 'go'; pick: number; calls: number }
  /** A reporter texts; the provider may deliver it more than once, to any hub. */
  | { do: 'report'; by: number; times: number }
  | { do: 'answer'; by: number; words: string }
  | { do: 'tap'; who: number; verb: 'claim' | 'answer' | 'fix'; ticket: number }
  /** A provider delivers once more what it delivered before. */
  | { do: 'again'; which: number }
  /** Business time goes on. */
  | { do: 'wait'; minutes: number }
  /** A moment in which those that hold something renew it. */
  | { do: 'moment' }
  /** All stand still until every lease has run out, then go on where they were. */
  | { do: 'freeze' }
  /** A hub dies before or after one of its calls; another starts in its place. */
  | { do: 'kill'; hub: number; carriedOut: boolean }
  /** How the next send ends; `mute`: whether it was sent, the provider says only when asked again. */
  | { do: 'provider'; answer: 'lost' | 'busy' | 'mute' };

const nat = (max: number) => fc.nat({ max });
const constant = <const T>(value: T) => fc.constant(value);

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ do: constant('go'), pick: nat(1000), calls: fc.integer({ min: 1, max: 25 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: constant('report'), by: nat(2), times: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: constant('answer'),
      by: nat(2),
      words: fc.constantFrom('0', '1', '2 还是不行', '5', '9'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: constant('tap'),
      who: nat(2),
      verb: fc.constantFrom('claim', 'claim', 'answer', 'fix'),
      ticket: nat(3),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: constant('again'), which: nat(20) }) },
  { weight: 2, arbitrary: fc.record({ do: constant('wait'), minutes: fc.constantFrom(1, 4, 16, 31, 150) }) },
  { weight: 2, arbitrary: fc.record({ do: constant('moment') }) },
  { weight: 3, arbitrary: fc.record({ do: constant('freeze') }) },
  { weight: 2, arbitrary: fc.record({ do: constant('kill'), hub: nat(2), carriedOut: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: constant('provider'),
      answer: fc.constantFrom('lost', 'lost', 'busy', 'mute'),
    }),
  },
);

/** A story: it begins with a report, or there would be nothing to meet over. */
export const story: fc.Arbitrary<Move[]> = fc
  .array(move, { minLength: 4, maxLength: 40, size: 'max' })
  .map((moves) => [{ do: 'report', by: 0, times: 2 } as const, ...moves]);
