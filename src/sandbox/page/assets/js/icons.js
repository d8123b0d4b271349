const drawings = {
  phone:
    'M6.5 2.5h7a1.5 1.5 0 0 1 1.5 1.5v12a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 5 16V4a1.5 1.5 0 0 1 1.5-1.5M9 15h2',
  mail: 'M3 5h14v10H3zM3 5.5l7 5.5 7-5.5',
  chat: 'M3 4h14v10H9l-4 3v-3H3z',
  bell: 'M10 3a4.5 4.5 0 0 0-4.5 4.5c0 4-2 5-2 6h13c0-1-2-2-2-6A4.5 4.5 0 0 0 10 3M8.5 16.5a1.6 1.6 0 0 0 3 0',
  hash: 'M7.5 3 6 17M14 3l-1.5 14M3.5 7.5h14M2.5 12.5h14',
  skip: 'M4 4l8 6-8 6zM15.5 4v12',
  eye: 'M2 10c2-3.5 4.7-5.2 8-5.2s6 1.700 8 5.200c-2 3.500-4.700 5.200-8 5.200S4 13.500 2 10M10 12.300a2.300 2.300 0 1 0 0-4.600 2.300 2.300 0 0 0 0 4.600',
  back: 'M12 4l-6 6 6 6',
  again: 'M4.500 10a5.500 5.500 0 1 0 1.800-4.100M4 3v3.500h3.500',
  shut: 'M5 5l10 10M15 5 5 15',
  picture: 'M3 4.500h14v11H3zM3 13l4-4 4 4 2-2 4 3.500M12.500 8h.01',
  file: 'M5 2.500h6.500L15 6v11.500H5zM11 2.500V6.500h4',
  home: 'M3 9.500 10 3.500l7 6M5 8.500V16.500h10V8.500',
};

/** A drawing that screen readers pass over. */
export function icon(name) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', drawings[name]);
  svg.append(path);
  return svg;
}
