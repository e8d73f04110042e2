import type { TelegramMedia, TelegramPoll } from '../telegram/telegram-messages.ts';
import { escapeHtml } from './escape-html.ts';

/** @param address of the message; members of an album have `?single` behind it */
export function renderMedia(media: TelegramMedia, address: string, isGrouped = false): string {
  const grouped = isGrouped ? ' grouped_media_wrap blured js-message_photo' : '';
  switch (media.kind) {
    case 'photo':
      return `<a class="tgme_widget_message_photo_wrap${grouped}" href="${address}" style="background-image:url('https://cdn4.example/file/p.jpg')"><div class="tgme_widget_message_photo" style="padding-top:65%"></div></a>`;
    case 'video':
    case 'animation':
      return renderVideo(media, address, grouped);
    case 'video_message':
      return `<a class="tgme_widget_message_roundvideo_player js-message_roundvideo_player" href="${address}"><div class="tgme_widget_message_roundvideo_wrap"><video src="https://cdn4.example/file/r.mp4" class="tgme_widget_message_roundvideo js-message_roundvideo" muted autoplay loop playsinline></video></div><time class="tgme_widget_message_roundvideo_duration js-message_roundvideo_duration">${clock(media.duration)}</time></a>`;
    case 'voice':
      return `<a class="tgme_widget_message_voice_player js-message_voice_player" href="${address}"><audio class="tgme_widget_message_voice js-message_voice" src="https://cdn4.example/file/v.ogg"></audio><div class="tgme_widget_message_voice_progress_wrap"><time class="tgme_widget_message_voice_duration js-message_voice_duration">${clock(media.duration)}</time></div></a>`;
    case 'audio':
      return renderDocument(address, { icon: 'accent_bg audio', title: media.title, extra: media.performer });
    case 'file':
      return renderDocument(address, { icon: 'accent_bg', title: media.fileName, extra: shortSize(media.size) });
    case 'sticker':
      return renderSticker(media.format, address);
    case 'location':
      return `<a class="tgme_widget_message_location_wrap" href="https://maps.google.com/maps?q=${media.latitude},${media.longitude}"><div class="tgme_widget_message_location" style="background-image:url('//maps.example/map.png')"></div></a>`;
    case 'venue':
      return `<a class="tgme_widget_message_location_wrap" href="https://maps.google.com/maps?q=${media.latitude},${media.longitude}"><div class="tgme_widget_message_location"></div><div class="tgme_widget_message_venue_title">${escapeHtml(media.title)}</div><div class="tgme_widget_message_venue_address">${escapeHtml(media.address)}</div></a>`;
    case 'contact':
      return `<a class="tgme_widget_message_contact_wrap" href="tel:${media.phone}"><div class="tgme_widget_message_contact"><div class="tgme_widget_message_contact_name">${escapeHtml(media.name)}</div><div class="tgme_widget_message_contact_phone">${media.phone}</div></div></a>`;
    case 'invoice':
      return `<div class="tgme_widget_message_invoice"><div class="tgme_widget_message_invoice_title">${escapeHtml(media.title)}</div></div>`;
    case 'game':
      return `<div class="tgme_widget_message_game"><div class="tgme_widget_message_game_title">${escapeHtml(media.title)}</div></div>`;
    case 'poll':
      return renderPoll(media, address);
    case 'giveaway':
    case 'story':
      return renderUnsupported(address);
  }
}

export function renderUnsupported(address: string): string {
  return `<div class="message_media_not_supported_wrap"><div class="message_media_not_supported"><div class="message_media_not_supported_label">Please open Telegram to view this post</div><a href="${address}" class="message_media_view_in_telegram">VIEW IN TELEGRAM</a></div></div>`;
}

function renderVideo(media: Extract<TelegramMedia, { kind: 'video' | 'animation' }>, address: string, grouped: string): string {
  const isAnimation = media.kind === 'animation';
  const duration =
    media.kind === 'animation'
      ? ''
      : `<time class="message_video_duration js-message_video_duration">${clock(media.duration)}</time>`;
  return `<a class="tgme_widget_message_video_player${grouped} js-message_video_player" href="${address}"><i class="tgme_widget_message_video_thumb" style="background-image:url('https://cdn4.example/file/t.jpg')"></i>${isAnimation ? '' : '<div class="message_video_play js-message_video_play"></div>'}<div class="tgme_widget_message_video_wrap" style="padding-top:56%"><video src="https://cdn4.example/file/v.mp4" class="tgme_widget_message_video js-message_video"${isAnimation ? ' autoplay loop muted' : ''}></video></div>${duration}</a>`;
}

function renderDocument(address: string, { icon, title, extra }: { icon: string; title: string; extra: string }): string {
  return `<a class="tgme_widget_message_document_wrap" href="${address}"><div class="tgme_widget_message_document_icon ${icon}"></div><div class="tgme_widget_message_document"><div class="tgme_widget_message_document_title accent_color" dir="auto">${escapeHtml(title)}</div><div class="tgme_widget_message_document_extra" dir="auto">${escapeHtml(extra)}</div></div></a>`;
}

function renderSticker(format: 'webp' | 'tgs' | 'webm', address: string): string {
  const inner = {
    webp: `<i class="tgme_widget_message_sticker js-sticker_image" style="width:256px" data-webp="https://cdn4.example/file/s.webp"></i>`,
    tgs: `<picture class="tgme_widget_message_tgsticker js-tgsticker_image"><source type="application/x-tgsticker" srcset="https://cdn4.example/file/s.tgs"><img src="data:image/svg+xml;base64,AA=="></picture>`,
    webm: `<div class="tgme_widget_message_videosticker js-videosticker"><video src="https://cdn4.example/file/s.webm" muted loop></video></div>`,
  };
  return `<div class="tgme_widget_message_sticker_wrap media_supported_cont"><a href="${address}">${inner[format]}</a></div>`;
}

function renderPoll({ question, answers, voters, isQuiz, isClosed }: TelegramPoll, address: string): string {
  const type = isClosed ? 'Final results' : isQuiz ? 'Anonymous Quiz' : 'Anonymous Poll';
  const options = answers.map(({ text, votes }) => {
    const percent = voters === 0 ? 0 : Math.round((votes / voters) * 100);
    return `<div class="tgme_widget_message_poll_option"><div class="tgme_widget_message_poll_option_percent">${percent}%</div><div class="tgme_widget_message_poll_option_value"><div class="tgme_widget_message_poll_option_text">${escapeHtml(text)}</div><div class="tgme_widget_message_poll_option_bar accent_bg" style="width:${percent}%"></div></div></div>`;
  });
  return `<div class="tgme_widget_message_poll js-poll"><div class="tgme_widget_message_poll_question">${escapeHtml(question)}</div><div class="tgme_widget_message_poll_type">${type}</div><a class="tgme_widget_message_poll_options" href="${address}">${options.join('')}</a></div>`;
}

function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function shortSize(bytes: number): string {
  const unit = bytes >= 2 ** 20 ? ['MB', 2 ** 20] : bytes >= 2 ** 10 ? ['KB', 2 ** 10] : ['B', 1];
  return `${Math.round((bytes / Number(unit[1])) * 10) / 10} ${unit[0]}`;
}
