import { describe, expect, it } from 'vitest';
import { downloadName } from '../../src/http/download-name.ts';

const shown = (header: string): string => decodeURIComponent(/UTF-8''(.*)$/.exec(header)?.[1] ?? '');

describe('B67, B68: the name that a file is downloaded under', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['三楼机房 照片.DOCX', '三楼机房 照片.docx'],
    ['../../etc/passwd', 'passwd.bin'],
    ['C:\\Windows\\evil.pdf', 'evil.pdf'],
    ['a.exe', 'a.exe.bin'],
    ['a.jpg.exe', 'a.jpg.exe.bin'],
    ['x.html', 'x.html.bin'],
    ['x.svg', 'x.svg.bin'],
    ['x.pht', 'x.pht.bin'],
    ['\u202egpj.exe', 'gpj.exe.bin'],
    ['\u200b.htaccess', 'htaccess.bin'],
    ['.bashrc', 'bashrc.bin'],
    ['CON', 'file-CON.bin'],
    ['con.txt', 'file-con.txt'],
    ['NUL.tar.gz', 'file-NUL.tar.gz'],
    ['a\u0000b\r\nSet-Cookie: x.pdf', 'abSet-Cookie x.pdf'],
    ['a";filename="b.exe', 'afilename=b.exe.bin'],
    ['', 'file.bin'],
    ['///', 'file.bin'],
    ['\ud800.pdf', 'pdf.bin'],
  ])('%j is %j', (name, safe) => {
    expect(shown(downloadName(name, undefined))).toBe(safe);
  });

  it('is of a bounded length, cut between letters', () => {
    const name = shown(downloadName(`${'🔥'.repeat(3000)}.pdf`, undefined));
    expect(name).toBe(`${'🔥'.repeat(80)}.pdf`);
  });

  it.each([
    ['photo.html', 'image/png', 'photo.png'],
    ['IMG_1.JPEG', 'image/jpeg', 'IMG_1.jpg'],
    ['', 'image/gif', 'file.gif'],
  ] as const)('%j that is a real %s ends as one: %j', (name, type, safe) => {
    expect(shown(downloadName(name, type))).toBe(safe);
  });

  it('never leaves its place in the header', () => {
    for (const name of ['a"b', "a'b", 'a\\b', 'é;x', '断网"\r\n', '%00%0d'])
      expect(downloadName(name, undefined)).toMatch(
        /^filename="[A-Za-z0-9._ -]+"; filename\*=UTF-8''[\w.%~!-]+$/,
      );
  });
});
