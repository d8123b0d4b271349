type Json = Record<string, unknown>;
const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textIn = (value: unknown): string =>
  isJson(value) && typeof value['text'] === 'string' ? value['text'] : '';

/** One field of a modal, as a person sees it. */
export interface FormField {
  id: string;
  kind: 'text' | 'choice' | 'person';
  label: string;
  optional: boolean;
  initial?: string;
  options?: { id: string; label: string }[];
  multiline?: boolean;
  maxLength?: number;
}

interface Input {
  field: FormField;
  action: string;
  type: string;
}

const optionOf = (option: unknown) => ({
  id: isJson(option) ? String(option['value']) : '',
  label: isJson(option) ? textIn(option['text']) : '',
});

function inputOf(block: Json): Input {
  const element = isJson(block['element']) ? block['element'] : {};
  const type = String(element['type']);
  const common = {
    id: String(block['block_id']),
    label: textIn(block['label']),
    optional: block['optional'] === true,
  };
  const initial =
    element['initial_value'] ??
    element['initial_user'] ??
    (isJson(element['initial_option']) ? element['initial_option']['value'] : undefined);
  const field: FormField = {
    ...common,
    kind: type === 'static_select' ? 'choice' : type === 'users_select' ? 'person' : 'text',
    ...(typeof initial === 'string' && { initial }),
    ...(Array.isArray(element['options']) && { options: element['options'].map(optionOf) }),
    ...(element['multiline'] === true && { multiline: true }),
    ...(typeof element['max_length'] === 'number' && { maxLength: element['max_length'] }),
  };
  return { field, action: String(element['action_id']), type };
}

const inputsOf = (view: Json): Input[] =>
  (Array.isArray(view['blocks']) ? view['blocks'] : [])
    .filter((block) => isJson(block) && block['type'] === 'input')
    .map((block) => inputOf(block as Json));

export const fieldsOf = (view: Json): FormField[] => inputsOf(view).map((input) => input.field);

/** What a submission says of each input, in Slack's shape. */
export function stateOf(view: Json, values: Record<string, string>): Record<string, Record<string, Json>> {
  const entries = inputsOf(view).map(({ field, action, type }) => {
    const value = values[field.id] ?? field.initial ?? null;
    return [field.id, { [action]: { type, ...entered(field, type, value) } }] as const;
  });
  return Object.fromEntries(entries);
}

function entered(field: FormField, type: string, value: string | null): Json {
  if (type === 'users_select') return { selected_user: value };
  if (type !== 'static_select') return { value };
  const option = field.options?.find((one) => one.id === value || one.label === value);
  return {
    selected_option: option ? { text: { type: 'plain_text', text: option.label }, value: option.id } : null,
  };
}

export const titleOf = (view: Json): string => textIn(view['title']);

/** The words beside fields with which an app keeps a form open. */
export function errorsIn(answer: unknown): Record<string, string> | undefined {
  const said = answer as { response_action?: string; errors?: Record<string, string> } | undefined;
  return said?.response_action === 'errors' ? said.errors : undefined;
}
