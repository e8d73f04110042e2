/**
 * Query parameters that only tell a site where its reader came from. Names as their inventors document them: Google
 * (utm_, gclid, wbraid …), Meta (fbclid, igshid), Yandex (yclid, ysclid, _openstat), Mailchimp (mc_), Microsoft (msclkid),
 * X (twclid), TikTok (ttclid), HubSpot (_hs…), Marketo (mkt_tok), Matomo (mtm_, pk_), VK (vk_…), Adobe (s_cid), and others.
 */
const names: ReadonlySet<string> = new Set([
  '_ga',
  '_gl',
  '_hsenc',
  '_hsmi',
  '_openstat',
  'dclid',
  'efid',
  'fbclid',
  'frommarket',
  'gad_source',
  'gbraid',
  'gclid',
  'gclsrc',
  'hsctatracking',
  'igsh',
  'igshid',
  'mc_cid',
  'mc_eid',
  'mibextid',
  'mkt_tok',
  'msclkid',
  'oly_anon_id',
  'oly_enc_id',
  'rb_clickid',
  's_cid',
  'srsltid',
  'ttclid',
  'twclid',
  'vero_conv',
  'vero_id',
  'vk_ref',
  'wbraid',
  'wickedid',
  'yclid',
  'ymclid',
  'ysclid',
  'zanpid',
]);

const families = ['utm_', 'mtm_', 'pk_campaign', 'pk_kwd', 'pk_source', 'pk_medium', 'at_campaign', 'at_medium', 'hsa_'];

export function isTrackingParameter(name: string): boolean {
  const lower = name.toLowerCase();
  return names.has(lower) || families.some((family) => lower.startsWith(family));
}
