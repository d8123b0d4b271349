import calculator from 'sms-segments-calculator';

export interface Segments {
  segments: number;
  encoding: 'GSM-7' | 'UCS-2';
}

/** How many parts a network cuts a text into: 160/153 characters in GSM-7, 70/67 in UCS-2. */
export function segmentsOf(text: string): Segments {
  const { segmentsCount, encodingName } = new calculator.SegmentedMessage(text);
  return { segments: segmentsCount, encoding: encodingName === 'GSM-7' ? 'GSM-7' : 'UCS-2' };
}
