"""Mail as bytes -> what somebody wrote: `read_mail`, and files full of mails: `mails_in`.

Whatever is handed in, memory stays bounded: attachments are counted and dropped while they stream by, a mail is cut
where nobody would read on, and a file that claims to be small and is not is refused.

Not here: fetching or sending mail, what a mail means, where it is kept.
"""

from hovmester.outside.mail.boxes import mails_in
from hovmester.outside.mail.errors import MailRefused, Refusal
from hovmester.outside.mail.letter import Letter, read_mail

__all__ = ["Letter", "MailRefused", "Refusal", "mails_in", "read_mail"]
