"""Tickets: a reference and a code for each person, a page to print, a file to keep.

codes.py   the reference, and the QR code of an address that a telephone's own camera opens
pdf.py     one page for a party, tagged (PDF/UA-1), laid out by ticket.typ
fonts/     those of static/fonts in the format that typst reads, under the licences that stand there
views.py   /inscriptions/<token>/billet/ and /inscriptions/<token>/billet.pdf
"""
