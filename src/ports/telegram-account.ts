/** Who is logged in, with nothing in it that must not be shown. */
export interface AccountStatus {
  isLoggedIn: boolean;
  /** Numeric id of the account; null while nobody is logged in. */
  userId: string | null;
  /** The last two digits, the others as dots. */
  maskedPhone: string | null;
}

/** What a login asks a person. Each may be asked again after a mistake. */
export interface LoginQuestions {
  phone(): Promise<string>;
  /** @param sentTo how Telegram sent the code, for example `the Telegram app` */
  code(sentTo: string): Promise<string>;
  /** Of the second step. */
  password(hint: string | null): Promise<string>;
  /** Shows what another device of the account is to scan; called again when it has expired. */
  showQr(url: string): void;
  /** Says in a line what was wrong with the last answer. */
  onMistake(problem: string): void;
}

/** The Telegram account by which channels are read. */
export interface TelegramAccount {
  /**
   * @param by a code that Telegram sends, or one that another device of the account scans
   * @throws TgParserError `telegram_login_failed`, `telegram_account_closed`, `telegram_session_busy`, `telegram_rate_limited`,
   *   `telegram_unreachable`, `setting_invalid` without API credentials, `interrupted`
   */
  logIn(by: 'code' | 'qr', questions: LoginQuestions, signal?: AbortSignal): Promise<AccountStatus>;
  /** Asks Telegram whether the session is still good; nothing is asked when there is none. */
  status(signal?: AbortSignal): Promise<AccountStatus>;
  /** @returns false when nobody was logged in */
  logOut(signal?: AbortSignal): Promise<boolean>;
}
