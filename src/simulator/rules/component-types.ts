/** Discord's component types. */
export const componentTypes = {
  actionRow: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  mediaGallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

const selects: readonly unknown[] = [
  componentTypes.stringSelect,
  componentTypes.userSelect,
  componentTypes.roleSelect,
  componentTypes.mentionableSelect,
  componentTypes.channelSelect,
];

export function isSelect(type: unknown): boolean {
  return selects.includes(type);
}

/** Whether a component can be used by people, and so needs a custom id of its own. */
export function isInteractive(component: Readonly<Record<string, unknown>>): boolean {
  const { type, style } = component;
  if (type === componentTypes.button) return style !== linkStyle && style !== premiumStyle;
  return isSelect(type);
}

export const linkStyle = 5;
export const premiumStyle = 6;
