/** Common given names; Cyrillic ones as stems with the endings of their cases. */
const cyrillic = [
  'Александр|Андре|Анатоли|Антон|Артем|Артём|Борис|Вадим|Валенти|Валери|Васили|Виктор|Витали|Владимир|Владислав|Вячеслав|Геннади|Георги|Глеб|Григори|Данил|Денис|Дмитри|Евгени|Егор|Иван|Игор|Иль|Кирилл|Константин|Лев|Леонид|Максим|Марк|Матве|Михаил|Никит|Никола|Олег|Роман|Руслан|Сергей|Серге|Станислав|Степан|Тимофе|Тимур|Федор|Фёдор|Юри|Ярослав|Рамзан|Эльвир',
  'Александр|Алис|Алин|Анастаси|Анн|Валентин|Валери|Вер|Виктори|Галин|Дарь|Евгени|Екатерин|Елен|Елизавет|Жанн|Зо|Инн|Ирин|Кристин|Ксени|Ларис|Лиди|Любов|Людмил|Маргарит|Марин|Мари|Надежд|Натали|Наталь|Нин|Оксан|Ольг|Полин|Светлан|Соф|Тамар|Татьян|Юли|Яна|Алексе|Алекс',
  'Олександр|Андрі|Анатолі|Богдан|Валері|Василь|Васил|Віктор|Віталі|Володимир|Дмитр|Євген|Ігор|Іван|Леонід|Микол|Михайл|Михайло|Мико|Назар|Олексі|Остап|Павл|Петр|Ростислав|Святослав|Сергі|Тарас|Юрі|Ірин|Ганн|Катерин|Олен|Марі|Наталі|Тетян|Вікторі|Людмил|Світлан|Юлі|Лес|Соломі',
  'Павел|Павл|Петр|Пётр|Дональд|Джо|Илон|Билл|Стив|Джон|Майкл|Владимир|Ангел|Эммануэл|Барак|Джордж|Борис|Уоррен|Марк|Сэм|Тим',
];
const cyrillicEndings =
  '(?:а|я|ь|й|о|у|ю|е|и|і|ї|ы|ом|ем|ём|ем|ой|ей|ою|єм|ія|ію|ії|ию|ия|ии|ием|ию|еви|ові|ей|ея|ею|еем|ья|ью|ьи|ьё)?';
const latin = [
  'James|John|Robert|Michael|William|David|Richard|Joseph|Thomas|Charles|Daniel|Matthew|Anthony|Mark|Donald|Steven|Steve|Paul|Andrew|Joshua|Kevin|Brian|George|Edward|Ronald|Timothy|Jason|Jeffrey|Ryan|Jacob|Gary|Eric|Jonathan|Stephen|Larry|Justin|Scott|Brandon|Benjamin|Samuel|Gregory|Frank|Alexander|Raymond|Patrick|Jack|Dennis|Jerry|Elon|Bill|Tim|Sam|Joe|Barack|Boris|Tony|Warren|Jeff|Satya|Sundar|Linus|Bruce|Brian|Graham|Peter|Adam|Alan|Simon|Martin|Ian|Neil',
  'Mary|Patricia|Jennifer|Linda|Elizabeth|Barbara|Susan|Jessica|Sarah|Karen|Lisa|Nancy|Betty|Margaret|Sandra|Ashley|Emily|Donna|Michelle|Carol|Amanda|Melissa|Deborah|Stephanie|Rebecca|Laura|Helen|Sharon|Cynthia|Kathleen|Amy|Angela|Anna|Ruth|Emma|Nicole|Christine|Catherine|Victoria|Kelly|Kate|Alice|Julia|Olivia|Sophie|Hillary|Theresa|Ursula',
  'José|Juan|Carlos|Luis|Miguel|Pedro|Jorge|Manuel|Antonio|Francisco|Javier|Fernando|Sergio|Alejandro|Diego|Pablo|Rafael|Andrés|Ángel|Ramón|Enrique|Alberto|Álvaro|Gabriel|María|Carmen|Ana|Isabel|Dolores|Pilar|Teresa|Lucía|Marta|Elena|Cristina|Paula|Sofía|Rosa|Mercedes|Josefa|Beatriz|Nuria|Irene|Claudia',
  'Hans|Peter|Wolfgang|Klaus|Jürgen|Dieter|Manfred|Uwe|Günter|Horst|Bernd|Andreas|Stefan|Christian|Thomas|Frank|Markus|Matthias|Sebastian|Florian|Jan|Lukas|Felix|Maximilian|Friedrich|Heinrich|Karl|Ludwig|Otto|Olaf|Gerhard|Helmut|Ursula|Monika|Petra|Sabine|Renate|Helga|Karin|Brigitte|Ingrid|Erika|Andrea|Gisela|Claudia|Susanne|Gabriele|Christa|Angela|Katrin|Annalena|Heike|Anja|Birgit|Jana|Lena|Leonie',
];

export const givenNames = new RegExp(`^(?:(?:${cyrillic.join('|')})${cyrillicEndings}|${latin.join('|')})$`, 'u');
