/** A responder as a process of its own loads it. */
export function respond({ instructions }) {
  return { said: 'yes', to: instructions };
}
