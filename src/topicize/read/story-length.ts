/** Words of content, repeated ones too, that say what an item reports: its headline and first sentence, and its first paragraphs. */
export const storyLength = { headline: 25, lead: 70 };
