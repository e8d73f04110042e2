/**
 * The commonest small words of each language, lower case: a few of them in a text tell more of its language than any
 * statistics of letters. Words that several languages share stand in each of them, and cancel out.
 */
const lists: Record<string, string> = {
  ru: 'и в не на что с это как а по но из у к за то от для все так же вы мы он я его она только бы или если уже когда есть до кто еще ещё вот их при нет чтобы может во со быть был была было ли можно нужно очень где тут там надо тоже этот этого этом под про после через без ну да был мне вас нас вам нам будет если чем того тогда потом просто всем привет спасибо сейчас который которые которая какой почему сколько между были',
  uk: 'і й та в у не на що з це як а по але із до за то від для всі все так же ви ми він я його вона тільки би чи або якщо вже коли є хто ще от їх при немає щоб може був була було можна треба дуже де тут там теж цей цього цьому під про після через без ну мені вас нас вам нам буде ніж того тоді потім просто дякую зараз який які яка чому скільки між були свого свою своїх також біля понад поки',
  be: 'і й ў у не на што з гэта як а па але да за то ад для усе ўсе так вы мы ён я яго яна толькі бы ці або калі ужо ўжо ёсць хто яшчэ вось іх пры няма каб можа быў была было можна трэба вельмі дзе тут там таксама гэты гэтага пад пра пасля праз без мне нас вам нам будзе тады потым дзякуй зараз які якія чаму колькі паміж былі',
  bg: 'и в не на че с това как а по но от до за то се ще да е са са го му те ние вие той аз тя само би или ако вече когато има кой още ги при няма може бе беше много къде тук там също този тази тези под след през без ми ви ни най който която които защо колко между бяха съм си',
  sr: 'и у не на да са је као али из до за то од се ће су сте смо он ја она само би или ако већ кад када има ко још их при нема може био била било врло где овде тамо такође овај ова ово под после кроз без ми вас нас што који која које зашто колико између били сам',
  mk: 'и во не на дека со ова како а по но од до за тоа се ќе да е сум сте ние вие тој јас таа само би или ако веќе кога има кој уште ги при нема може беше многу каде тука таму исто овој оваа под после преку без ми ви ни што која кои зошто колку меѓу беа',
  kk: 'және мен да де бұл үшін бар жоқ деп еді екен бір ол олар біз сіз осы сол керек болады болып туралы кейін дейін қазақ ғана өз өте неге қандай қалай қайда',
  en: 'the of and to in a is that it for was on are as with his they at be this have from or had by but not what all were we when your can said there an each which she do how their if will up other about out many then them these so some her would make like him into has look more go see no could my than been who its now did get you i our me just any only also new after before over while because during may against us using allows via',
  es: 'el la los las de que y a en un una por con no su para es se del lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra otros ese eso ante ellos e esto mí antes algunos qué unos yo otro otras otra él tanto esa estos mucho hoy son fue ha está están al ser si',
  de: 'der die das und in zu den mit von für auf ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei ich wir ihr uns euch kann wenn doch was dann unter wer keine kein hier mal schon bitte gibt ja gegen seit vom beim diese dieser',
  fr: "le la les de des et à en un une du que qui dans pour pas sur est au avec ce il par plus ne se sont son sa ses mais ou comme on nous vous je elle aux cette été leur y même si tout ils être fait aussi sans peut ont très bien avait c'est d'un qu'il où ces deux",
  it: 'il la i le di che e a in un una per con non su è si del della lo come più ma da al dei anche sono ha nel alla gli delle ci dal questo questa o se quando molto senza tra tutti perché dove chi essere stato cui degli hanno era nella mi ti suo',
  pt: 'o a os as de que e em um uma por com não para é se do da no na dos das mais mas como ao foi seu sua ou ser quando muito nos já está eu também só pelo pela até isso ela entre depois sem mesmo aos seus quem nas me esse eles você essa num nem suas às minha têm numa são',
  nl: 'de het een en van in is dat op te zijn met voor niet die aan er om ook als maar bij nog uit naar dan door over heb hij ik je we ze wordt was dit wel of zo kan meer geen moet had worden deze hebben mijn veel onder tegen na wat',
  pl: 'i w nie na się że z do to jest jak o po co tak ale za od są przez tylko dla czy już był może być jego jej ich przy oraz które który która ze bardzo gdzie jeszcze aby lub kiedy tym tego są mnie nas wam nam też pod bez jako było będzie',
  cs: 'a v se na je že to z s do jako o ale za pro od po jsou by jen nebo už který která které při také tak byl být může ještě podle jeho jako jsem není což aby když až pod před bude tento této co mi nás vás nebo',
  tr: 've bir bu da de için ile çok ne o gibi daha ama var olarak ben sen biz siz onlar mi mı mu mü değil olan kadar en her sonra şey ya hem veya şu kendi göre yok bunu ise diye neden nasıl',
  ro: 'și de la în a cu nu pe este un o că din care pentru se mai sunt ca au dar fi sau ce prin după această acest lor fost când foarte doar până fără între cum unde îl îi sa lui',
  sv: 'och att det i en på är som för med av till den inte har de om ett men jag vi var från så kan när man nu ska eller hur här där efter vid mot utan över också sin blir mycket bara alla',
  id: 'yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena ada oleh sudah saya kami kita mereka bisa lebih atau tetapi seperti telah hanya dapat harus sebagai anda',
  ar: 'في من على إلى أن عن مع هذا هذه التي الذي لا ما هو هي كان كانت بعد قبل كل بين أو ثم قد لم لن إن إذا حتى عند غير بعض منذ خلال تم يتم هل كما لكن نحن أنا أنت هم ذلك تلك هنا هناك اليوم و',
  fa: 'و در به از که این را با است برای آن یک هم تا می بر شد خود ما های شما او من اما یا هر پس اگر باید دارد شده کرد نیز بود نمی همه چه هستند دیگر کند کنید بی هیچ چون روی بعد قبل فقط آیا کجا چرا سلام ها',
  ur: 'کے کی میں ہے اور سے کا کو پر نے یہ کہ اس ہیں کر تھا بھی ایک جو گیا نہیں ہو تو وہ گے کیا لیے تک ہم آپ ان',
};

/** Which languages have a word among their commonest. */
export const languagesByFunctionWord: ReadonlyMap<string, readonly string[]> = invert();

function invert(): Map<string, string[]> {
  const languages = new Map<string, string[]>();
  for (const [language, list] of Object.entries(lists)) {
    for (const word of new Set(list.split(' '))) {
      const known = languages.get(word) ?? [];
      known.push(language);
      languages.set(word, known);
    }
  }
  return languages;
}
