"""Files in, files out: a table of many people or articles, answered row by row.

The way of a file: `reading` makes tables of text cells of its bytes; `headers` finds the row of
headers; `layouts` tells what a table holds; `requests`, `exports` or `sales` makes an `Entry` of
what belongs to one person or article; `wages` joins what stands in another file; `answers` asks the
calculator; `writing` writes rows as they come. `batch` goes all the way. Everything works on
streams of bytes.
"""
