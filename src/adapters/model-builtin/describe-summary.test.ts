import { expect, test } from 'vitest';
import { analyzeText } from './describe-analysis.ts';
import { summarize } from './describe-summary.ts';

const texts: Record<string, string> = {
  ru: `Мастерская у вокзала открылась после ремонта. Теперь в мастерской есть токарный станок и стенд для колёс. Станок купили на деньги, которые собрали участники клуба. По субботам мастера учат всех желающих работать на станке. Погода была хорошая. Для детей в мастерской есть отдельный стол с безопасными инструментами.`,
  uk: `Майстерня біля вокзалу відкрилася після ремонту. Тепер у майстерні є токарний верстат і стенд для коліс. Верстат купили на гроші, які зібрали учасники клубу. Щосуботи майстри вчать усіх охочих працювати на верстаті. Погода була гарна. Для дітей у майстерні є окремий стіл із безпечними інструментами.`,
  en: `The workshop near the station has opened after its repair. The workshop now has a lathe and a stand for wheels. The lathe was bought with money that the members of the club collected. On Saturdays the members teach everybody how to work with the lathe. The weather was fine. For children the workshop has a table with safe tools.`,
  es: `El taller junto a la estación ha abierto tras las obras. Ahora el taller tiene un torno y un soporte para ruedas. El torno se compró con el dinero que reunieron los socios del club. Los sábados los socios enseñan a todos a trabajar con el torno. Hizo buen tiempo. Para los niños el taller tiene una mesa con herramientas seguras.`,
  de: `Die Werkstatt am Bahnhof ist nach dem Umbau wieder offen. Die Werkstatt hat nun eine Drehbank und einen Ständer für Räder. Die Drehbank wurde mit dem Geld gekauft, das die Mitglieder des Vereins gesammelt haben. Samstags zeigen die Mitglieder allen, wie man an der Drehbank arbeitet. Das Wetter war schön. Für Kinder gibt es in der Werkstatt einen Tisch mit sicherem Werkzeug.`,
  fa: `کارگاه کنار ایستگاه پس از تعمیر دوباره باز شد. اکنون کارگاه یک دستگاه تراش و یک پایه برای چرخ‌ها دارد. دستگاه تراش با پولی خریده شد که اعضای باشگاه جمع کرده بودند. شنبه‌ها اعضای باشگاه به همه یاد می‌دهند که چگونه با دستگاه تراش کار کنند. هوا خوب بود. برای کودکان در کارگاه میزی با ابزارهای بی‌خطر گذاشته شده است.`,
  ar: `فتحت الورشة القريبة من المحطة أبوابها من جديد بعد الإصلاح. أصبح في الورشة الآن مخرطة وحامل للعجلات يستعمله الجميع. اشترى النادي المخرطة بالمال الذي جمعه الأعضاء خلال العام الماضي. يعلم الأعضاء يوم السبت كل من يرغب كيف يعمل على المخرطة. كان الطقس جميلا. وخصصت الورشة للأطفال طاولة فيها أدوات آمنة يشرف عليها معلم.`,
};

test.each(Object.entries(texts))(
  '%s: a few sentences of the text, verbatim, in order, shorter than half of it',
  (language, text) => {
    const summary = summarize(analyzeText(text, language), 'Another title');
    expect(summary).not.toBeNull();
    expect(summary?.length ?? 0).toBeLessThan(text.length / 2);
    let at = 0;
    for (const sentence of summary?.split(/(?<=\.) /) ?? []) {
      const found = text.indexOf(sentence, at);
      expect(found).toBeGreaterThanOrEqual(0);
      at = found + sentence.length;
    }
  },
);

test.each(['Ride on Sunday. Meet at ten. Bring water.', 'x'.repeat(1000), 'One sentence that never ends, '.repeat(30), ''])(
  'a short text, or one without sentences, is its own summary (%#)',
  (text) => {
    expect(summarize(analyzeText(text, 'en'), 'x')).toBeNull();
  },
);
