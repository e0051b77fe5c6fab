/** Addresses in a text kept from becoming links in Markdown, by a space of no width: nobody is to follow what a model wrote. */
export function unlinkUrls(text: string): string {
  return text.replace(/:(?=\/\/)/g, ':\u200b').replace(/\b(www)\./gi, '$1\u200b.')
}
