/**
 * Fields of a message that Desktop writes (its source: `Telegram/SourceFiles/export/output/export_output_json.cpp`). Any
 * other is counted as unknown; all of them stay in `raw_payload`.
 */
export const knownFields: ReadonlySet<string> = new Set(
  `id type date date_unixtime edited edited_unixtime from from_id author signature actor actor_id action text text_entities
  rich_message reply_to_message_id reply_to_peer_id forwarded_from forwarded_from_id saved_from via_bot photo photo_file_size
  file file_name file_size thumbnail thumbnail_file_size media_type mime_type duration_seconds width height sticker_emoji
  performer title poll reactions contact_information contact_vcard contact_vcard_file_size location_information
  live_location_period_seconds place_name address game_title game_description game_link game_message_id invoice_information
  giveaway_information giveaway_results todo_list paid_media paid_media_price story inline_bot_buttons message_id
  self_destruct_period_seconds media_spoiler members inviter new_title new_icon_emoji_id schedule_date duration period boost
  boosts amount currency score values emoticon gift_code gift_id stars is_limited is_anonymous gift_text months ttl peer
  description distance to_address theme paid_stars topic_id topic_title effect_id transaction_id total_amount reason_app_id
  reason_domain reason_attach_menu discard_reason stickers_status forwarded_date distance_meters cost giveaway_msg_id
  winners unclaimed additional_prize via_giveaway unclaimed slug domain app_title prize_stars invoice_message_id recurring information_text
  reason_app_name to to_id button_id peer_id forwarded_from_message_id`
    .trim()
    .split(/\s+/),
);
