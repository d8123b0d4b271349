/** Slack's limits on what is drawn, in UTF-16 units (Slack counts characters, so we stay at or under). */
export const limits = {
  header: 150,
  text: 3000,
  fieldText: 2000,
  fieldsPerSection: 10,
  contextElements: 10,
  buttonLabel: 75,
  optionValue: 150,
  overflowOptions: 5,
  selectOptions: 100,
  actionElements: 25,
  messageBlocks: 50,
  viewBlocks: 100,
  /** Over all blocks Slack refuses at about 13,200 characters, though every single limit holds. */
  messageCharacters: 12_000,
  viewTitle: 24,
  inputLabel: 2000,
  inputHint: 2000,
  placeholder: 150,
  privateMetadata: 3000,
  inputLength: 3000,
} as const;
