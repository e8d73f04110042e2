import type { tl } from '@mtcute/node';
import type { ShapeCounter } from '../telegram/shape-counter.ts';

/** Actions of service messages, named as Desktop names them in JSON exports (its source: `export_output_json.cpp`). */
const names: Readonly<Partial<Record<tl.TypeMessageAction['_'], string>>> = {
  messageActionChatCreate: 'create_group',
  messageActionChatEditTitle: 'edit_group_title',
  messageActionChatEditPhoto: 'edit_group_photo',
  messageActionChatDeletePhoto: 'delete_group_photo',
  messageActionChatAddUser: 'invite_members',
  messageActionChatDeleteUser: 'remove_members',
  messageActionChatJoinedByLink: 'join_group_by_link',
  messageActionChatJoinedByRequest: 'join_group_by_request',
  messageActionChannelCreate: 'create_channel',
  messageActionChatMigrateTo: 'migrate_to_supergroup',
  messageActionChannelMigrateFrom: 'migrate_from_group',
  messageActionPinMessage: 'pin_message',
  messageActionHistoryClear: 'clear_history',
  messageActionGameScore: 'score_in_game',
  messageActionPaymentSent: 'send_payment',
  messageActionPhoneCall: 'phone_call',
  messageActionScreenshotTaken: 'take_screenshot',
  messageActionCustomAction: 'custom_action',
  messageActionBotAllowed: 'allow_sending_messages',
  messageActionSecureValuesSent: 'send_passport_values',
  messageActionContactSignUp: 'joined_telegram',
  messageActionGeoProximityReached: 'proximity_reached',
  messageActionGroupCall: 'group_call',
  messageActionInviteToGroupCall: 'invite_to_group_call',
  messageActionGroupCallScheduled: 'group_call_scheduled',
  messageActionSetMessagesTTL: 'set_messages_ttl',
  messageActionSetChatTheme: 'edit_chat_theme',
  messageActionWebViewDataSent: 'send_webview_data',
  messageActionGiftPremium: 'send_premium_gift',
  messageActionTopicCreate: 'topic_created',
  messageActionTopicEdit: 'topic_edit',
  messageActionSuggestProfilePhoto: 'suggest_profile_photo',
  messageActionRequestedPeer: 'requested_peer',
  messageActionSetChatWallPaper: 'set_chat_wallpaper',
  messageActionGiftCode: 'gift_code_prize',
  messageActionGiveawayLaunch: 'giveaway_launch',
  messageActionGiveawayResults: 'giveaway_results',
  messageActionBoostApply: 'boost_apply',
};

export function tlServiceAction(action: tl.TypeMessageAction, shapes: ShapeCounter): string {
  const name = names[action._];
  if (name === undefined) {
    shapes.count(`action:${action._}`);
  }
  return name ?? snakeCase(action._.replace(/^messageAction/, ''));
}

function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase() || 'unknown';
}
