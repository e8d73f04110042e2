/** Version of the files' format, in topic files and the manifest. Changes when a reader of the files would have to change. */
export const exportVersion = 'export:v1.0.0';
