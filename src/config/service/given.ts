/** A field only when it has a value: with exact optional types, "absent" and "undefined" differ. */
export const given = <K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: V } =>
  value === undefined || value === null ? {} : ({ [key]: value } as { [P in K]?: V });
