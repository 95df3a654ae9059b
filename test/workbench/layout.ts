/** Where things stand in the panel: what the mouse moves, and what is cut off. */
import type { Workbench } from './workbench.js';

/** The parts of the page with their boxes; those of pictures by themselves, without what is drawn in them. */
function boxes({ panel }: Workbench): Promise<string[]> {
  return panel.locator('main').evaluate(async (main) => {
    // What the mouse has asked for is drawn a frame later, and its pictures in the next.
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    const [dx, dy] = [main.getBoundingClientRect().left, main.getBoundingClientRect().top];
    return [...main.querySelectorAll('*')]
      .filter((element) => element.parentElement?.closest('svg') == null && element.closest('.bar') === null)
      .map((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        if (width === 0 || height === 0) return 'nothing';
        const at = [left - dx, top - dy, width, height].map((pixels) => Math.round(pixels)).join(' ');
        return `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} ${at}`;
      });
  });
}

/** How many places across and down each screen the mouse is moved to. */
const ACROSS = 3;
const DOWN = 4;

/** Moves the mouse over the whole panel, a screen at a time. @returns what stands elsewhere afterwards than before, in words */
export async function movedByMouse(workbench: Workbench): Promise<string[]> {
  const { page, panel } = workbench;
  const frame = (await page.locator('iframe.webview').boundingBox())!;
  const screens = await panel.locator('main').evaluate((main) => {
    const { scrollHeight, clientHeight } = main.ownerDocument.scrollingElement!;
    return Math.ceil(scrollHeight / clientHeight);
  });
  // The place where the mouse was may have had an effect too.
  await page.mouse.move(frame.x + 1, frame.y + 1);
  const moved: string[] = [];
  const before = await boxes(workbench);
  for (let screen = 0; screen < screens; screen++) {
    await panel.locator('main').evaluate((main, nth) => {
      const page = main.ownerDocument.scrollingElement!;
      page.scrollTop = nth * page.clientHeight;
    }, screen);
    for (let n = 0; n < ACROSS * DOWN; n++) {
      const [i, j] = [n % ACROSS, Math.floor(n / ACROSS)];
      await page.mouse.move(
        frame.x + (frame.width * (i + 0.5)) / ACROSS,
        frame.y + (frame.height * (j + 0.5)) / DOWN,
      );
      const now = await boxes(workbench);
      now.forEach((box, k) => {
        if (box !== before[k]) moved.push(`screen ${screen}, place ${i} ${j}: ${before[k]} → ${box}`);
      });
      if (now.length !== before.length)
        moved.push(`screen ${screen}: ${before.length} → ${now.length} parts`);
      if (moved.length > 0) return moved;
    }
  }
  return moved;
}

/** What is wider than its box, which does not scroll: words that nobody can read. Lines that end in an ellipsis are told whole elsewhere. */
export function cutOff({ panel }: Workbench): Promise<string[]> {
  return panel.locator('main').evaluate((main) => {
    const inside = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((each) => [
        each,
        ...(each.shadowRoot ? inside(each.shadowRoot) : []),
      ]);
    const page = main.ownerDocument.scrollingElement!;
    const wide = inside(main)
      .filter((each) => each instanceof HTMLElement && each.closest('.visually-hidden') === null)
      .filter((each) => {
        const { overflowX, textOverflow } = getComputedStyle(each);
        const isClipped = ['hidden', 'clip'].includes(overflowX) && textOverflow !== 'ellipsis';
        return isClipped && each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1;
      })
      .map((each) => `${each.tagName.toLowerCase()}.${each.className}: ${each.textContent?.slice(0, 80)}`);
    return page.scrollWidth > page.clientWidth ? [...wide, 'the page scrolls sideways'] : wide;
  });
}

/** Makes the window so wide that the panel, which is alone in it, has this width. Pixels. */
export async function showAlone(workbench: Workbench, width: number): Promise<void> {
  const { page, panel } = workbench;
  const main = panel.locator('main');
  const inner = await main.evaluate((element) => element.ownerDocument.defaultView!.innerWidth);
  await page.setViewportSize({ width: width + page.viewportSize()!.width - inner, height: 1000 });
  await main.evaluate(
    (element, wanted) =>
      new Promise<void>((resolve) => {
        const view = element.ownerDocument.defaultView!;
        const look = () => (view.innerWidth === wanted ? resolve() : view.requestAnimationFrame(look));
        look();
      }),
    width,
  );
}
