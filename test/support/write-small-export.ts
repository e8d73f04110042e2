import { writeFileSync } from 'node:fs';

const subjects = ['велосипед', 'огород', 'мастерскую', 'маршрут', 'палатку', 'рыбалку', 'лодку', 'карту'];
const actions = ['Починили', 'Показали', 'Обсудили', 'Искали', 'Купили', 'Проверили', 'Нарисовали'];

/** Writes an export of a channel with so many different messages, which are those of no other channel. */
export function writeSmallExport(path: string, count: number, channelId = 1500000001): void {
  const messages = Array.from({ length: count }, (_, index) => {
    const id = index + 1;
    const where = channelId === 1500000001 ? 'к реке' : `к реке на ${channelId % 1000}-м километре`;
    const text = `${actions[index % actions.length]} ${subjects[index % subjects.length]} в ${id}-й раз, приходите вечером ${where}`;
    const date = new Date(Date.UTC(2025, 0, 1, 0, id)).toISOString().slice(0, 19);
    return {
      id,
      type: 'message',
      date,
      date_unixtime: String(Date.parse(`${date}Z`) / 1000),
      from: 'Club',
      from_id: `channel${channelId}`,
      text,
      text_entities: [{ type: 'plain', text }],
    };
  });
  writeFileSync(path, JSON.stringify({ name: 'Club', type: 'public_channel', id: channelId, messages }, null, 1));
}
