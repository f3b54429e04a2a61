const svg = "http://www.w3.org/2000/svg";

/** Line drawings on a 24 by 24 grid. */
const drawings = {
  hash: "M9.500 4 7.500 20M16.500 4l-2 16M4.500 9h16M3.500 15h16",
  thread: "M6 4v9a3 3 0 0 0 3 3h9M14.500 12.500 18 16l-3.500 3.500",
  person:
    "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.500 20c.8-3.600 3.800-5.500 7.500-5.500s6.700 1.900 7.500 5.500",
  people:
    "M9 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM2.500 19.500c.6-3.400 3.200-5 6.500-5s5.900 1.600 6.500 5M15.500 4.800a3.500 3.500 0 0 1 0 6.400M17.500 14.900c2.200.6 3.600 2.200 4 4.600",
  clip: "M20 11.500 12.200 19.300a5 5 0 0 1-7.100-7.100l8.200-8.200a3.400 3.400 0 0 1 4.800 4.800l-8.200 8.200a1.700 1.700 0 0 1-2.400-2.400L15 7.100",
  send: "M5 12h13M12.500 5.500 19 12l-6.500 6.500",
  reply: "M9 7 4 12l5 5M4 12h10c4 0 6 2.500 6 6",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  history: "M4 12a8 8 0 1 0 2.500-5.800M4 4.500V8h3.500M12 8v4.500l3 1.800",
  pulse: "M3 12h4l2.500-7 5 14L17 12h4",
  close: "M6 6l12 12M18 6 6 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  panel: "M4 5h16v14H4zM14.500 5v14",
  eye: "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12ZM12 14.800a2.800 2.800 0 1 0 0-5.600 2.800 2.800 0 0 0 0 5.600Z",
  chevron: "M7 10l5 5 5-5",
  pencil: "M4 20l1-4L16.500 4.500l3 3L8 19zM14 7l3 3",
  trash: "M5 7h14M10 7V4.500h4V7M7 7l.8 12.500h8.400L17 7",
  down: "M12 5v13M6 12.500 12 18.500l6-6",
  plug: "M8 3.500v5M16 3.500v5M5.500 8.500h13v2.500a6.500 6.500 0 0 1-13 0zM12 17.500V21",
  gauge: "M4 17a8.500 8.500 0 1 1 16 0M12 15.500l4-5.500",
  cross: "M12 8v5M12 16.500h.01M12 3 2.500 20h19z",
  check: "M5 12.500 10 17.500 19.500 7",
  slash: "M15.500 4l-7 16",
  copy: "M8 8V4h12v12h-4M4 8h12v12H4z",
} as const;

export type IconName = keyof typeof drawings;

/** A decoration: whoever uses it gives the name in words elsewhere. */
export function icon(name: IconName): SVGSVGElement {
  const drawing = document.createElementNS(svg, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svg, "path");
  path.setAttribute("d", drawings[name]);
  drawing.append(path);
  return drawing;
}
