import { escapeHtml } from './escape-html.ts';

/** What a name without preview belongs to. */
export type CardKind = 'channel' | 'group' | 'person' | 'nobody';

/** The page at `/<name>`. */
export function renderCard(name: string, kind: CardKind, title = 'A Title'): string {
  const extra = { channel: '1 204 subscribers', group: '280 members, 16 online', person: `@${name}`, nobody: '' }[kind];
  const verb = kind === 'channel' || kind === 'group' ? 'View' : 'Contact';
  const shown =
    kind === 'nobody'
      ? '<div class="tgme_icon_user"></div>'
      : `<div class="tgme_page_title" dir="auto"><span dir="auto">${escapeHtml(title)}</span></div><div class="tgme_page_extra">${extra}</div>`;
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Telegram: ${verb} @${name}</title></head>
  <body class="no_transition"><div class="tgme_page_wrap"><div class="tgme_body_wrap"><div class="tgme_page">${shown}
  <div class="tgme_page_additional">If you have <strong>Telegram</strong>, you can open <strong>@${name}</strong> right away.</div>
  </div></div></div></body></html>`;
}
