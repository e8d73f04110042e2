/** «Message 955» */
const numberedTitle =
  /^(?:message|post|comment|item|text|сообщение|пост|комментарий|текст|повідомлення|допис|коментар|mensaje|nachricht|beitrag|پیام|رسالة)\s*(?:id|№|#|no\.?|n[º°])?\s*[\d.]*$/iu;

/** Whether a title only numbers what it should name. */
export function saysNothing(title: string): boolean {
  return title === '' || numberedTitle.test(title);
}
