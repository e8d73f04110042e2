/** Words that sentences of the generated channels are made of: a common part and one list a subject. */
export interface Vocabulary {
  common: readonly string[];
  subjects: readonly (readonly string[])[];
  closings: readonly string[];
}

const words = (text: string): string[] => text.trim().split(/\s+/);

export const russian: Vocabulary = {
  common: words(`
    и в на не что с это как по но мы из у за то от так о для же вы все если уже или до только бы ещё был была были есть будет можно
    нужно когда где там здесь потом сейчас сегодня вчера завтра очень просто лучше больше меньше после перед через между почему
    который которая которые наш наша наши свой люди день неделя месяц год время раз первый второй новый старый хороший большой
    сказали пишут знаем думаем увидели получили нашли решили начали сделали помогли рассказали проверили попробовали вопрос ответ
  `),
  subjects: [
    words(
      'велосипед колесо покрышка цепь тормоз рама седло маршрут катание гонка передача насос камера шлем педаль трасса веломастерская спицы ремонт обод',
    ),
    words(
      'сервер база запрос индекс кластер реплика нагрузка тест метрика график задержка память процессор поток очередь кэш контейнер релиз откат монитор',
    ),
    words(
      'огород рассада помидор теплица грядка полив удобрение урожай семена почва мульча прививка яблоня малина слизни компост всходы подкормка обрезка черенок',
    ),
    words(
      'ставка инфляция рубль банк вклад облигация акция дивиденд биржа портфель брокер доходность налог купон индекс рынок кредит прибыль эмитент фонд',
    ),
    words(
      'хлеб закваска мука тесто духовка корочка рецепт масло соль дрожжи выпечка начинка пирог форма остывание замес расстойка мякиш ржаной пшеничный',
    ),
    words(
      'поход палатка рюкзак горелка перевал тропа привал костёр спальник дождь река брод карта вершина группа снаряжение ночёвка лес озеро инструктор',
    ),
    words(
      'школа урок учитель ученик экзамен тетрадь учебник класс оценка каникулы задача контрольная родители кружок олимпиада математика чтение расписание доска перемена',
    ),
    words(
      'врач анализ давление сон тренировка питание витамин боль лечение таблетка приём клиника здоровье сердце кровь диета вода прививка осмотр рецепт',
    ),
    words(
      'кошка собака ветеринар корм лоток прогулка поводок щенок котёнок приют прививки шерсть лапы хвост игрушка миска стерилизация паспорт передержка порода',
    ),
    words(
      'фильм режиссёр сцена актёр сериал премьера сюжет кадр роль зритель фестиваль оператор монтаж сценарий рецензия кинотеатр жанр трейлер финал герой',
    ),
    words(
      'квартира ремонт плитка обои ламинат розетка стена потолок краска грунтовка сантехник кухня мебель дверь окно смета бригада ванная проводка штукатурка',
    ),
    words(
      'трамвай метро автобус остановка маршрут пробка билет пассажир депо рельсы расписание вагон водитель выделенка пересадка станция тариф турникет эскалатор линия',
    ),
  ],
  closings: [
    'Что думаете?',
    'Делитесь опытом в комментариях.',
    'Подробности позже.',
    'Спасибо всем, кто помог!',
    'Ждём ваших вопросов.',
  ],
};

export const english: Vocabulary = {
  common: words(`
    the a of to and in is that it for on with as was at be this have from or by not but what all were we when your can there an
    which their if will each about how up out them then many some so these would other into has more two like him see time could
    make than first been its who now people only after before over such also most where much even because any good new old
    said found started asked showed tried checked looked seems maybe today yesterday tomorrow week month year question answer idea
  `),
  subjects: [
    words(
      'bicycle wheel tyre chain brake frame saddle route ride race gear pump tube helmet pedal trail workshop spoke repair rim',
    ),
    words(
      'server database query index cluster replica load test metric chart latency memory processor thread queue cache container release rollback monitor',
    ),
    words(
      'garden seedling tomato greenhouse bed watering fertilizer harvest seeds soil mulch grafting apple raspberry slugs compost sprout feeding pruning cutting',
    ),
    words(
      'rate inflation dollar bank deposit bond stock dividend exchange portfolio broker yield tax coupon index market loan profit issuer fund',
    ),
    words(
      'bread sourdough flour dough oven crust recipe butter salt yeast baking filling pie pan cooling kneading proofing crumb rye wheat',
    ),
    words(
      'hike tent backpack stove pass path halt campfire sleeping rain river ford map summit group equipment overnight forest lake guide',
    ),
    words(
      'vulnerability patch exploit malware phishing breach password encryption firewall attacker ransomware advisory vendor update token privacy hacker botnet scanner audit',
    ),
    words(
      'doctor test pressure sleep training nutrition vitamin pain treatment pill appointment clinic health heart blood diet water vaccine checkup prescription',
    ),
  ],
  closings: [
    'What do you think?',
    'Share your experience below.',
    'More details later.',
    'Thanks to everyone who helped!',
    'Questions are welcome.',
  ],
};
