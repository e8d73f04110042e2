/** Folders of the forum's export. */
export const forumMonths: readonly string[] = ['2022-11', '2023-01', '2023-02', '2023-03', '2023-04'];
