/** Two parts of an HTML export of our own making. */
export const seedHtml: readonly string[] = [
  page(
    'Fuzzed group',
    `${day(-1, '1 January 2026')}
     ${message(1, '', 'Anna', '01.01.2026 10:00:00 UTC+03:00', '<div class="text">\nFirst <strong>bold</strong> words about <a href="https://example.org/?a=1&amp;b=2">tyres</a><br>and tubes.\n</div>')}
     ${message(2, ' joined', '', '01.01.2026 10:00:05 UTC+03:00', '<div class="reply_to details">\nIn reply to <a href="#go_to_message1" onclick="return GoToMessage(1)">this message</a>\n</div><div class="text">\nAn answer &lt;3\n</div>')}
     ${message(3, '', 'Boris', '01.01.2026 10:01:00 UTC+03:00', '<div class="media_wrap clearfix"><a class="photo_wrap clearfix pull_left" href="../../photos/x.jpg"><img class="photo" src="photos/x.jpg"/></a></div>')}`,
  ),
  page(
    'Fuzzed group',
    `${message(4, ' joined', '', '02.01.2026 11:00:00 UTC+03:00', '<div class="text">\nVierte Nachricht, über Räder.\n</div>')}
     <div class="message service" id="message5">\n<div class="body details">\nAnna created topic &laquo;Wheels&raquo;\n</div>\n</div>`,
  ),
];

function page(title: string, body: string): string {
  return `<!DOCTYPE html>\n<html>\n <head>\n  <meta charset="utf-8"/>\n<title>Exported Data</title>\n </head>\n <body>\n  <div class="page_wrap">\n   <div class="page_header">\n    <div class="content">\n     <div class="text bold">\n${title}\n     </div>\n    </div>\n   </div>\n   <div class="page_body chat_page">\n    <div class="history">\n${body}\n    </div>\n   </div>\n  </div>\n </body>\n</html>\n`;
}

function day(id: number, text: string): string {
  return `<div class="message service" id="message${id}">\n<div class="body details">\n${text}\n</div>\n</div>`;
}

function message(id: number, joined: string, name: string, date: string, inner: string): string {
  const from = name === '' ? '' : `<div class="from_name">\n${name}\n</div>`;
  return `<div class="message default clearfix${joined}" id="message${id}">\n<div class="body">\n<div class="pull_right date details" title="${date}">\n10:00\n</div>\n${from}${inner}\n</div>\n</div>`;
}
