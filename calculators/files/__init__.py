"""Files in, files out: a table of many people or articles, answered row by row.

The way of a file: `opened` makes tables of text cells of its bytes; `headers` finds the row of
headers; a layout makes an `Entry` of what belongs to one person or article; `wages` joins what
stands in another file; `answers` asks the calculator; a writer (`text_output`, `workbook_output`)
writes rows as they come. Everything works on streams of bytes.
"""
