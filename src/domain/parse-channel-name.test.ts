import { expect, test } from 'vitest';
import { parseChannelName } from './parse-channel-name.ts';

test.each([
  ['@City_Bikes', { username: 'city_bikes', channelId: null }],
  ['city_bikes', { username: 'city_bikes', channelId: null }],
  ['https://t.me/city_bikes', { username: 'city_bikes', channelId: null }],
  ['https://t.me/s/city_bikes?before=12', { username: 'city_bikes', channelId: null }],
  ['t.me/city_bikes/42', { username: 'city_bikes', channelId: null }],
  ['https://t.me/c/1234567890/42', { username: null, channelId: '1234567890' }],
  ['1234567890', { username: null, channelId: '1234567890' }],
  ['-1001234567890', { username: null, channelId: '1234567890' }],
  ['-100500', { username: null, channelId: '100500' }],
  ['https://t.me/+AbC_dEf-123', { username: null, channelId: null, invitation: 'AbC_dEf-123' }],
  ['t.me/joinchat/AbC_dEf-123', { username: null, channelId: null, invitation: 'AbC_dEf-123' }],
  ['html-city-bikes', { username: null, channelId: 'html-city-bikes' }],
])('%s is understood', (text, expected) => {
  expect(parseChannelName(text)).toMatchObject(expected);
});
