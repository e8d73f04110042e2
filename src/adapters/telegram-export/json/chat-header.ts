/** What an export says of one of its chats; a field is undefined until it was met. */
export interface ChatHeader {
  name?: unknown;
  type?: unknown;
  id?: unknown;
}
