import { z } from 'zod';

/** What some sending services mail instead of a delivery report: their own event as JSON. */
const Event = z
  .object({
    notificationType: z.string().optional(),
    eventType: z.string().optional(),
    bounce: z
      .object({
        bounceType: z.string().default(''),
        bouncedRecipients: z
          .array(
            z.object({
              emailAddress: z.string(),
              status: z.string().default(''),
              diagnosticCode: z.string().default(''),
            }),
          )
          .max(200),
      })
      .optional(),
  })
  .transform((event) => ({ type: event.notificationType ?? event.eventType, bounce: event.bounce }));

/** The failures that such an event names; nothing when the text is none, or tells of something else. */
export function jsonReport(text: string): { recipient: string; status: string; sentence: string }[] {
  const start = text.trimStart();
  if (!start.startsWith('{"')) return [];
  const event = Event.safeParse(parsed(start.slice(0, 200_000)));
  if (!event.success || event.data.type !== 'Bounce' || !event.data.bounce) return [];
  return event.data.bounce.bouncedRecipients.map(({ emailAddress, status, diagnosticCode }) => ({
    recipient: emailAddress.toLowerCase(),
    status,
    sentence: diagnosticCode || (event.data.bounce?.bounceType ?? ''),
  }));
}

/** The JSON alone: a footer follows it, and mail servers wrap its lines. */
function parsed(text: string): unknown {
  const json = text.slice(0, text.lastIndexOf('}') + 1).replace(/\r?\n/g, '');
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
