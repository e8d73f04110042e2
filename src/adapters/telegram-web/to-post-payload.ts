import { findAll, findByClass, type HtmlElement, type HtmlNode, hasClass, textOf } from '../telegram/html-node.ts';
import { htmlPayload } from '../telegram/html-payload.ts';
import { wellFormed } from '../telegram/well-formed.ts';

/**
 * What is kept of a post as its page showed it: its HTML without the picture and the tail that are the same in every bubble, and, by name,
 * what is not read into fields of ours.
 */
export function toPostPayload(post: HtmlElement): Record<string, unknown> {
  const views = wellFormed(textOf(findByClass(post, 'tgme_widget_message_views')));
  const preview = findByClass(post, 'tgme_widget_message_link_preview');
  const buttons = findAll(post, (element) => hasClass(element, 'tgme_widget_message_inline_button'));
  return {
    ...htmlPayload(withoutOrnaments(post)),
    ...(views === '' ? {} : { views }),
    ...(preview ? { link_preview: readPreview(preview) } : {}),
    ...(buttons.length > 0 ? { buttons: buttons.map(readButton) } : {}),
  };
}

const ornaments = ['tgme_widget_message_user', 'tgme_widget_message_bubble_tail'];

function withoutOrnaments(element: HtmlElement): HtmlElement {
  const children = element.children.flatMap((child): HtmlNode[] => {
    if (typeof child === 'string') {
      return [child];
    }
    return ornaments.some((name) => hasClass(child, name)) ? [] : [withoutOrnaments(child)];
  });
  return { ...element, children };
}

function readPreview(preview: HtmlElement): Record<string, string> {
  const line = (name: string) => wellFormed(textOf(findByClass(preview, name)));
  const fields = {
    url: wellFormed(preview.attributes.href ?? ''),
    site_name: line('link_preview_site_name'),
    title: line('link_preview_title'),
    description: line('link_preview_description'),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

function readButton(button: HtmlElement): { text: string; url: string } {
  return { text: wellFormed(textOf(button)), url: wellFormed(button.attributes.href ?? '') };
}
