/**
 * Copy a text. A browser lends pages its clipboard only over https: elsewhere the text is selected in
 * a field and copied from there; where that is refused, too, it stays there for the reader to copy.
 *
 * @param {string} text
 * @param {HTMLTextAreaElement} area hidden but for that
 * @returns {Promise<boolean>} whether it is copied
 */
export async function copy(text, area) {
  area.hidden = true;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = document.activeElement;
    area.value = text;
    area.hidden = false;
    area.select();
    const copied = document.execCommand("copy");
    if (copied) {
      Object.assign(area, { value: "", hidden: true });
      if (focused instanceof HTMLElement) focused.focus();
    }
    return copied;
  }
}
